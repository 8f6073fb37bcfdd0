import Synchronization

/// Results of background tasks that the loop has not handled yet.
final class TaskResultQueue: Sendable {
    private let results = Mutex<[TaskResult]>([])
    private let wake: @Sendable () -> Void

    /// - Parameter wake: ends the loop's wait; called from any thread.
    init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    /// Adds a result, from any thread.
    func add(_ result: TaskResult) {
        results.withLock { $0.append(result) }
        wake()
    }

    /// Removes and returns all results, oldest first.
    func removeAll() -> [TaskResult] {
        results.withLock { results in
            defer { results = [] }
            return results
        }
    }
}
