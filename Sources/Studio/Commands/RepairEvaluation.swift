import Conditioning
import Datasets
import Evaluation
import Models
import Numerics
import Render
import Repair
import Runs

/// The report of an evaluation of a repair run, as JSON or as a table.
struct RepairEvaluation: Encodable {
    let version: String
    /// The command line that makes this report again.
    let command: String
    let run: RepairReport.Run
    let data: String
    let heldOutFingerprint: String
    let seed: UInt64
    let trials: [RepairTrial]
    let warnings: [String]

    /// Evaluates `run` on held-out images.
    /// - Parameters:
    ///   - data: nil for the run's data.
    ///   - fit: nil for the run's.
    ///   - corruptions: names of `TestCorruption`; empty for those of the training.
    /// - Throws: what a method throws for an image that it cannot repair, besides the errors of reading run and data.
    init(
        _ run: LearnedRepair, data: String?, fit: ImageFit?, corruptions: [String], count: Int, seed: UInt64,
        threads: Int,
        progress: (String, Double) -> Void
    ) throws {
        let model = try RepairModel(checkpoint: run.checkpoint, threads: threads)
        let corruptions =
            try corruptions.isEmpty
            ? TestCorruption.standard(run.kinds, side: model.size.shortSide)
            : corruptions.map { try TestCorruption($0, side: model.size.shortSide) }
        let held = try EvaluationData.open(
            data ?? DataLocation.existing(run.note.data, near: run.checkpoint),
            size: ImageSizing(model.size, fit: fit ?? run.note.fit), channels: model.channels, threads: threads,
            progress: progress)
        let scorer = try RepairScorer(
            model, held, conditions: Self.conditions(run, held, fit: fit ?? run.note.fit, threads: threads, progress),
            count: count,
            cache: FeatureCache(), threads: threads, progress: progress)
        (version, command) = (Tessera.version, RawArguments.command)
        (self.run, self.data, self.seed) = (try run.report, held.training.name, seed)
        heldOutFingerprint = held.heldOut.fingerprint
        trials = try corruptions.map { try scorer.trial($0, seed: seed, progress: progress) }
        warnings = held.isSplit ? [EvaluationReport.noTestSplit(held.training.name)] : []
    }

    /// The encoders of a conditional run, and the captions and sounds of the held-out images. nil for other runs, and for data without a
    /// test split: the run may have been trained on its captions.
    private static func conditions(
        _ run: LearnedRepair, _ held: EvaluationData, fit: ImageFit, threads: Int, _ progress: (String, Double) -> Void
    ) throws
        -> (encoders: MultimodalEncoder, pairs: MultimodalSet)?
    {
        guard try Preset.named(run.note.preset).isMultimodal, !held.isSplit else { return nil }
        let pairs = try MultimodalSource.open(
            held.training.name + ":test", size: ImageSizing(held.heldOut.shape.size, fit: fit),
            channels: held.heldOut.channels,
            threads: threads, progress: progress)
        return (try OpenedCheckpoint(run.checkpoint).multimodalEncoder(threads: threads), pairs)
    }

    // MARK: - As a table

    var lines: [String] {
        [
            "\(run.path), \(run.preset) at step \(Numbers.grouped(run.step)), on held-out images of \(data), fingerprint \(heldOutFingerprint)"
        ]
            + trials.flatMap { [""] + Self.lines($0) } + warnings.map { "note: \($0)" } + ["command: \(command)"]
    }

    private static func lines(_ trial: RepairTrial) -> [String] {
        let percent = Numbers.fixed(100 * trial.corruptedFraction, 1)
        let head =
            "\(trial.corruption): \(Numbers.grouped(trial.images)) images, \(percent) % of the pixels corrupted; measures of these pixels (L1: lower is better, the others: higher)"
        let hasAccuracy = trial.originalClassificationAccuracy != nil
        var rows = [
            ["", "mean PSNR (dB)", "PSNR of all (dB)", "SSIM", "L1 (levels)"] + (hasAccuracy ? ["accuracy"] : [])
        ]
        rows += trial.scores.map { score in
            [
                score.method, Numbers.fixed(score.psnr, 2), Numbers.fixed(score.psnrOfAll, 2),
                score.ssim.map { Numbers.fixed($0, 3) } ?? "-",
                Numbers.fixed(score.l1, 1),
            ] + (score.classificationAccuracy.map { [Self.percent($0)] } ?? [])
        }
        if let originals = trial.originalClassificationAccuracy {
            rows.append(["originals", "", "", "", "", Self.percent(originals)])
        }
        return [head] + TextTable.lines(rows)
    }

    private static func percent(_ fraction: Estimate) -> String { Numbers.fixed(100 * fraction.value, 1) + " %" }
}
