import Dispatch
package import Engine
import Synchronization

/// A training job being opened away from the main thread, which must not wait for it.
///
/// Sendable without any escape hatch: what is shared is one `Mutex`, and what it holds is Sendable itself.
package final class Opening: Sendable {
    private let opened = Mutex<(any TrainingControl)?>(nil)

    /// Calls `start` on a Dispatch queue, keeps what it returns, then calls `wake`.
    package init(_ start: @escaping @Sendable () -> any TrainingControl, wake: @escaping @Sendable () -> Void) {
        // The closure must be @Sendable by its own word: inherited isolation would trap when the queue runs it.
        DispatchQueue.global(qos: .userInitiated).async { @Sendable [self] in
            let control = start()
            opened.withLock { $0 = control }
            wake()
        }
    }

    /// The job, nil while it is being opened.
    package var control: (any TrainingControl)? { opened.withLock { $0 } }
}
