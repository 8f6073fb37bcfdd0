import Glibc

extension RunFolder {
    /// All checkpoints, newest first; empty where the folder cannot be listed.
    package func checkpoints() -> [Checkpoint] {
        let files = (try? Folder.entries(checkpointsPath)) ?? []
        return files.compactMap { file in
            Self.step(ofFile: file).map { Checkpoint(step: $0, path: "\(checkpointsPath)/\(file)") }
        }.sorted { $0.step > $1.step }
    }

    /// The newest intact checkpoint, with a valid header and the length that the header describes, and the newer ones that are broken.
    package func newestIntact() -> (checkpoint: Checkpoint?, broken: [BrokenCheckpoint]) {
        var broken: [BrokenCheckpoint] = []
        for checkpoint in checkpoints() {
            guard let reason = Self.fault(of: checkpoint) else { return (checkpoint, broken) }
            broken.append(BrokenCheckpoint(checkpoint: checkpoint, reason: reason))
        }
        return (nil, broken)
    }

    /// A line that names a broken checkpoint that is newer than the newest intact one, which is used in its place; nil without any.
    package var brokenCheckpointWarning: String? {
        let (found, broken) = newestIntact()
        guard let newest = broken.first else { return nil }
        let others = broken.count > 1 ? ", and \(broken.count - 1) more" : ""
        let used = found.map { "the checkpoint of step \($0.step) is used" } ?? "there is no intact one"
        return "left out a broken checkpoint: \(newest.reason)\(others); \(used)"
    }

    /// Why a run without an intact checkpoint cannot be used: it has none at all, or broken ones.
    package var noCheckpoint: CheckpointError {
        let broken = newestIntact().broken
        guard let newest = broken.first else { return .none(run: path) }
        return .allBroken(run: path, newest: newest.reason, count: broken.count)
    }

    /// The intact checkpoints, newest first.
    package func intactCheckpoints() -> [Checkpoint] { checkpoints().filter { Self.fault(of: $0) == nil } }

    /// Deletes old checkpoints, all but the newest `keep` intact ones and those at multiples of `spacing` steps.
    ///
    /// Broken checkpoints are neither counted nor deleted.
    /// - Returns: the deleted checkpoints.
    @discardableResult
    package func prune(keepingNewest keep: Int = 3, multiplesOf spacing: Int? = nil) -> [Checkpoint] {
        precondition(keep >= 1, "the newest checkpoint stays")
        let intact = intactCheckpoints()
        let old = intact.dropFirst(keep).filter { checkpoint in
            spacing.map { $0 < 1 || checkpoint.step % $0 != 0 } ?? true
        }
        return old.filter { unlink($0.path) == 0 }
    }

    /// Deletes the checkpoints after `step`, when the run is rolled back. The best checkpoint stays.
    package func removeCheckpoints(after step: Int) {
        for checkpoint in checkpoints() where checkpoint.step > step { unlink(checkpoint.path) }
    }

    /// The checkpoint called `name`: `newest`, `best`, or the number of its step.
    /// - Throws: `CheckpointError.noneNamed` with the names of all checkpoints.
    package func checkpoint(named name: String) throws(CheckpointError) -> Checkpoint {
        if name == Self.newestName {
            guard let newest = newestIntact().checkpoint else { throw noCheckpoint }
            return newest
        }
        let intact = intactCheckpoints()
        let best = (try? Safetensors.readHeader(bestPath)).flatMap {
            try? CheckpointMetadata(metadata: $0.metadata, path: bestPath)
        }
        if name == Self.bestName, let best { return Checkpoint(step: best.step, path: bestPath) }
        if let found = intact.first(where: { String($0.step) == name }) { return found }
        let names =
            (best == nil ? [] : [Self.bestName]) + (intact.isEmpty ? [] : [Self.newestName])
            + intact.map { String($0.step) }
        throw .noneNamed(name, run: path, has: names)
    }

    package static let newestName = "newest", bestName = "best"

    /// The score of the best checkpoint; nil where there is none or it is broken.
    package func bestScore() -> ScorePoint? {
        (try? Safetensors.readHeader(bestPath)).flatMap {
            try? CheckpointMetadata(metadata: $0.metadata, path: bestPath)
        }?.score
    }

    private static func fault(of checkpoint: Checkpoint) -> String? {
        do throws(SafetensorsError) {
            _ = try Safetensors.readHeader(checkpoint.path)
            return nil
        } catch {
            return error.description
        }
    }

    private static func step(ofFile name: String) -> Int? {
        guard name.hasPrefix("step-"), name.hasSuffix(".safetensors") else { return nil }
        let digits = name.dropFirst(5).dropLast(12)
        return digits.allSatisfy { $0.isASCII && $0.isNumber } ? Int(digits) : nil
    }
}
