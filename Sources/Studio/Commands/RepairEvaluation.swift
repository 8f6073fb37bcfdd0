import Engine
import Render

/// What an evaluation of a run that repairs found, as JSON or as a table.
struct RepairEvaluation: Encodable {
    let version: String
    let run: RepairReceipt.Run
    let data: String
    let heldOutFingerprint: String
    let seed: UInt64
    let trials: [RepairTrial]
    let warnings: [String]

    /// Tests `run` on pictures held out of training.
    /// - Parameters:
    ///   - data: nil for the run's own.
    ///   - damages: names of `TestDamage`; none for those that suit the run.
    init(_ run: LearnedRepair, data: String?, damages: [String], count: Int, seed: UInt64, lanes: Int, progress: (String, Double) -> Void) throws {
        let model = try RepairModel(checkpoint: run.checkpoint, lanes: lanes)
        let damages = try damages.isEmpty ? TestDamage.standard(run.kinds, side: model.side) : damages.map { try TestDamage($0, side: model.side) }
        let held = try EvaluationData.open(data ?? run.note.data, size: model.side, channels: model.channels, progress: progress)
        let scorer = try RepairScorer(model, held, told: Self.told(run, held, lanes: lanes, progress), count: count, cache: FeatureCache(), lanes: lanes, progress: progress)
        version = Tessera.version
        (self.run, self.data, self.seed) = (try run.receipt, held.training.name, seed)
        heldOutFingerprint = held.heldOut.fingerprint
        trials = damages.map { scorer.trial($0, seed: seed, progress: progress) }
        warnings = held.isSplit ? ["\(held.training.name) has no test half: a fixed tenth is held out here, which a run on all of it has seen"] : []
    }

    /// The encoders of a run that can be told what is in a picture, and what is known of the held-out ones; nil for other runs, and where
    /// `held` is no test half: what is known of its pictures the run may have met.
    private static func told(_ run: LearnedRepair, _ held: EvaluationData, lanes: Int, _ progress: (String, Double) -> Void) throws
        -> (encoders: JointModel, pairs: PairedSet)? {
        guard try Preset.named(run.note.preset).isMultimodal, !held.isSplit else { return nil }
        let pairs = try PairedSource.open(held.training.name + ":test", size: held.heldOut.height, channels: held.heldOut.channels, progress: progress)
        return (try JointModel(checkpoint: run.checkpoint, lanes: lanes), pairs)
    }

    // MARK: As a table

    var lines: [String] {
        ["\(run.path), \(run.preset) at step \(Numbers.grouped(run.step)), on held-out pictures of \(data), fingerprint \(heldOutFingerprint)"]
            + trials.flatMap { [""] + Self.lines($0) } + warnings.map { "note: \($0)" }
    }

    private static func lines(_ trial: RepairTrial) -> [String] {
        let head = "\(trial.damage): \(Numbers.grouped(trial.pictures)) pictures, \(Numbers.fixed(100 * trial.damagedShare, 1)) % of each; measured there"
        var rows = [["", "PSNR, mean", "PSNR of all", "SSIM", "L1"] + (trial.recognisedOriginals == nil ? [] : ["recognised"])]
        rows += trial.scores.map { score in
            [score.method, Numbers.fixed(score.psnr, 2), Numbers.fixed(score.psnrOfAll, 2), score.ssim.map { Numbers.fixed($0, 3) } ?? "-",
             Numbers.fixed(score.l1, 1)] + (score.recognised.map { [percent($0)] } ?? [])
        }
        if let originals = trial.recognisedOriginals { rows.append(["the originals", "", "", "", "", percent(originals)]) }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return [head] + rows.map { row in
            row.enumerated().map { column, text in
                let padding = String(repeating: " ", count: widths[column] - text.count)
                return column == 0 ? text + padding : padding + text
            }.joined(separator: "   ")
        }
    }

    private static func percent(_ share: Estimate) -> String { Numbers.fixed(100 * share.value, 1) + " %" }
}
