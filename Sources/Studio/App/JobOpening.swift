import Dispatch
package import Jobs
import Synchronization

/// A training that is being opened off the main thread.
///
/// Sendable without an escape hatch: the shared state is one `Mutex` with a Sendable value.
package final class JobOpening: Sendable {
    private let opened = Mutex<(any TrainingControl)?>(nil)

    /// Calls `start` on a Dispatch queue, keeps its result, then calls `wake`.
    package init(_ start: @escaping @Sendable () -> any TrainingControl, wake: @escaping @Sendable () -> Void) {
        // Explicitly @Sendable: an inherited isolation would trap when the queue runs the closure.
        DispatchQueue.global(qos: .userInitiated).async { @Sendable [self] in
            let control = start()
            opened.withLock { $0 = control }
            wake()
        }
    }

    /// The training; nil while it is being opened.
    package var control: (any TrainingControl)? { opened.withLock { $0 } }
}
