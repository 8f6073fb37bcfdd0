import Glibc

/// One checkpoint of a run.
public struct Checkpoint: Sendable, Equatable {
    /// Steps done when it was written.
    public let step: Int
    public let path: String

    public init(step: Int, path: String) { (self.step, self.path) = (step, path) }
}

/// A checkpoint that cannot be used, and the line that says why.
public struct BrokenCheckpoint: Sendable, Equatable {
    public let checkpoint: Checkpoint
    public let reason: String
}

extension RunFolder {
    /// Every checkpoint, newest first; none where the folder cannot be listed.
    public func checkpoints() -> [Checkpoint] {
        let files = (try? Folder.entries(checkpointsPath)) ?? []
        return files.compactMap { file in
            Self.step(ofFile: file).map { Checkpoint(step: $0, path: "\(checkpointsPath)/\(file)") }
        }.sorted { $0.step > $1.step }
    }

    /// The newest checkpoint whose header is sound and whose length is what the header says, and the newer ones that
    /// are broken.
    public func newestWhole() -> (checkpoint: Checkpoint?, broken: [BrokenCheckpoint]) {
        var broken: [BrokenCheckpoint] = []
        for checkpoint in checkpoints() {
            guard let reason = Self.damage(checkpoint) else { return (checkpoint, broken) }
            broken.append(BrokenCheckpoint(checkpoint: checkpoint, reason: reason))
        }
        return (nil, broken)
    }

    /// Deletes old checkpoints: all but the newest `keep` whole ones and those whose step is a multiple of `spacing`.
    ///
    /// Broken ones do not count and stay, for the user to look at; so the newest whole one always stays.
    /// - Returns: what was deleted.
    @discardableResult
    public func prune(keepingNewest keep: Int = 3, multiplesOf spacing: Int? = nil) -> [Checkpoint] {
        precondition(keep >= 1, "the newest checkpoint stays")
        let whole = checkpoints().filter { Self.damage($0) == nil }
        let old = whole.dropFirst(keep).filter { checkpoint in
            spacing.map { $0 < 1 || checkpoint.step % $0 != 0 } ?? true
        }
        return old.filter { unlink($0.path) == 0 }
    }

    /// Deletes the checkpoints of later steps than `step`: the run was taken back. The best stays, whenever it was.
    func removeCheckpoints(after step: Int) {
        for checkpoint in checkpoints() where checkpoint.step > step { unlink(checkpoint.path) }
    }

    /// The checkpoint called `name`: `newest`, `best`, or the number of its step.
    /// - Throws: `CheckpointError.noneNamed` with the names of those there are.
    public func checkpoint(named name: String) throws(CheckpointError) -> Checkpoint {
        if name == Self.newestName {
            guard let newest = newestWhole().checkpoint else { throw .none(run: path) }
            return newest
        }
        let whole = checkpoints().filter { Self.damage($0) == nil }
        let best = (try? Safetensors.readHeader(bestPath)).flatMap { try? CheckpointNote(metadata: $0.metadata, path: bestPath) }
        if name == Self.bestName, let best { return Checkpoint(step: best.step, path: bestPath) }
        if let found = whole.first(where: { String($0.step) == name }) { return found }
        let names = (best == nil ? [] : [Self.bestName]) + (whole.isEmpty ? [] : [Self.newestName]) + whole.map { String($0.step) }
        throw .noneNamed(name, run: path, has: names)
    }

    public static let newestName = "newest", bestName = "best"

    /// The score of the best checkpoint; nil where there is none, or it is damaged.
    func bestScore() -> ScorePoint? {
        (try? Safetensors.readHeader(bestPath)).flatMap { try? CheckpointNote(metadata: $0.metadata, path: bestPath) }?.score
    }

    private static func damage(_ checkpoint: Checkpoint) -> String? {
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
