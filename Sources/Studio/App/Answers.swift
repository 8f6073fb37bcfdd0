import Synchronization

/// What errands have brought and the loop has not taken yet.
final class Answers: Sendable {
    private let waiting = Mutex<[ErrandResult]>([])
    private let wake: @Sendable () -> Void

    init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    /// From any thread.
    func add(_ result: ErrandResult) {
        waiting.withLock { $0.append(result) }
        wake()
    }

    func take() -> [ErrandResult] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
