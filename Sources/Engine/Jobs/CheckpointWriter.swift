import Dispatch
import Synchronization

/// Writes checkpoints behind the training's back, one at a time, in order.
///
/// The state is copied first, so training goes on while the disk is busy. A failure is kept and thrown at the next
/// opportunity, on the training's own thread.
final class CheckpointWriter: Sendable {
    private let folder: RunFolder
    private let log: EventLog
    private let queue = DispatchQueue(label: "tessera.checkpoints", qos: .utility)
    private let failure = Mutex<(any Error)?>(nil)

    private static let kept = 3

    init(folder: RunFolder, log: EventLog) { (self.folder, self.log) = (folder, log) }

    /// Queues a checkpoint. Waits for the one before it: two copies of the state in memory are enough.
    func write(_ state: [NamedTensor], _ note: CheckpointNote) throws {
        try wait()
        let (folder, log) = (folder, log)
        queue.async { [self] in
            do {
                // The curve first: whoever resumes from the checkpoint finds all that led to it.
                try log.flush(durably: true)
                try Safetensors.write(state, metadata: note.metadata, to: folder.checkpointPath(step: note.step))
                folder.prune(keepingNewest: Self.kept)
            } catch {
                failure.withLock { $0 = error }
            }
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
