import Dispatch
import Raster
import Runs
import Synchronization

/// Writes checkpoints on its own queue, one at a time, in order.
///
/// The state is copied first, so training continues while the disk is busy. A failure is stored and thrown later on the training's thread. If
/// the disk is full, older checkpoints of the run are deleted.
final class CheckpointWriter: Sendable {
    private let folder: RunFolder
    private let log: EventLog
    private let report: @Sendable (String) -> Void
    private let queue = DispatchQueue(label: "tessera.checkpoints", qos: .utility)
    private let failure = Mutex<(any Error)?>(nil)

    private static let keptCheckpoints = 3

    /// - Parameter report: receives a line for each written checkpoint, on the writer's queue.
    init(folder: RunFolder, log: EventLog, report: @escaping @Sendable (String) -> Void) {
        (self.folder, self.log, self.report) = (folder, log, report)
    }

    /// Queues a checkpoint. Waits for the one before it, so that at most two copies of the state are in memory.
    func write(_ state: [NamedTensor], _ note: CheckpointMetadata) throws {
        try enqueue { [self] in
            // The log first, so that it is complete up to every checkpoint.
            try log.flush(durably: true)
            try writeMakingRoom(state, note, to: folder.checkpointPath(step: note.step))
            folder.prune(keepingNewest: Self.keptCheckpoints)
            report("checkpoint at step \(note.step)")
        }
    }

    /// Queues the checkpoint with the best score so far; it replaces the one before.
    func writeBest(_ state: [NamedTensor], _ note: CheckpointMetadata) throws {
        try enqueue { [self] in try writeMakingRoom(state, note, to: folder.bestPath) }
    }

    private func enqueue(_ work: @escaping @Sendable () throws -> Void) throws {
        try wait()
        queue.async { [self] in
            do {
                try work()
            } catch {
                failure.withLock { $0 = error }
            }
        }
    }

    private func writeMakingRoom(_ state: [NamedTensor], _ note: CheckpointMetadata, to path: String) throws(FileError)
    {
        do {
            try Safetensors.write(state, metadata: note.metadata, to: path)
        } catch {
            guard error.isOutOfRoom, makeRoom() else { throw error }
            try Safetensors.write(state, metadata: note.metadata, to: path)
        }
    }

    /// Deletes older checkpoints; false where there are none.
    private func makeRoom() -> Bool {
        guard !folder.prune(keepingNewest: 1).isEmpty else { return false }
        report("the disk is full: deleted all but the newest checkpoint")
        return true
    }

    /// Writes another file of the run. If the disk is full it tries again after the pending checkpoint is written and older ones are deleted.
    func makingRoom(for write: () throws(FileError) -> Void) throws {
        do {
            try write()
        } catch {
            guard error.isOutOfRoom else { throw error }
            try wait()
            _ = makeRoom()
            try write()
        }
    }

    /// Returns when all queued checkpoints are on disk.
    /// - Throws: a failure of one of them.
    func wait() throws {
        queue.sync {}
        try throwFailure()
    }

    func throwFailure() throws {
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
