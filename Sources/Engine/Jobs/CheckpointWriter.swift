import Dispatch
import Raster
import Synchronization

/// Writes checkpoints behind the training's back, one at a time, in order.
///
/// The state is copied first, so training goes on while the disk is busy. A failure is kept and thrown at the next
/// opportunity, on the training's own thread. Where the disk is full, the run's older checkpoints make room.
final class CheckpointWriter: Sendable {
    private let folder: RunFolder
    private let log: EventLog
    private let report: @Sendable (String) -> Void
    private let queue = DispatchQueue(label: "tessera.checkpoints", qos: .utility)
    private let failure = Mutex<(any Error)?>(nil)

    private static let kept = 3

    /// - Parameter report: told in words what is on the disk now, on the writer's own thread.
    init(folder: RunFolder, log: EventLog, report: @escaping @Sendable (String) -> Void) {
        (self.folder, self.log, self.report) = (folder, log, report)
    }

    /// Queues a checkpoint. Waits for the one before it: two copies of the state in memory are enough.
    func write(_ state: [NamedTensor], _ note: CheckpointNote) throws {
        try enqueue { [self] in
            // The curve first: whoever resumes from the checkpoint finds all that led to it.
            try log.flush(durably: true)
            try writeMakingRoom(state, note, to: folder.checkpointPath(step: note.step))
            folder.prune(keepingNewest: Self.kept)
            report("checkpoint at step \(note.step)")
        }
    }

    /// Queues the checkpoint with the best score so far, in place of the one before it.
    func writeBest(_ state: [NamedTensor], _ note: CheckpointNote) throws {
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

    private func writeMakingRoom(_ state: [NamedTensor], _ note: CheckpointNote, to path: String) throws(FileError) {
        do {
            try Safetensors.write(state, metadata: note.metadata, to: path)
        } catch {
            guard error.isOutOfRoom, makeRoom() else { throw error }
            try Safetensors.write(state, metadata: note.metadata, to: path)
        }
    }

    /// True when older checkpoints were there to make room.
    private func makeRoom() -> Bool {
        guard !folder.prune(keepingNewest: 1).isEmpty else { return false }
        report("the disk is full: kept only the newest checkpoint")
        return true
    }

    /// Writes something else of the run. Where the disk has no room for it, once more when the checkpoint under way is whole, with older
    /// ones gone where there are any.
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

    /// Returns when everything queued is on disk.
    func wait() throws {
        queue.sync {}
        try throwFailure()
    }

    func throwFailure() throws {
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
