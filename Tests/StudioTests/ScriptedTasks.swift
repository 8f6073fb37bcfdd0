import Studio
import Synchronization

/// Records background tasks, and answers as a test says.
final class ScriptedTasks: BackgroundTaskRunner {
    private struct State {
        var requested: [BackgroundTask] = []
        var answer: @Sendable (BackgroundTask) -> TaskResult? = { _ in nil }
    }

    private let state = Mutex(State())

    var requested: [BackgroundTask] { state.withLock { $0.requested } }

    func answering(_ answer: @escaping @Sendable (BackgroundTask) -> TaskResult?) {
        state.withLock { $0.answer = answer }
    }

    func run(_ task: BackgroundTask, completion: @escaping @Sendable (TaskResult) -> Void) {
        let result = state.withLock { state in
            state.requested.append(task)
            return state.answer(task)
        }
        if let result { completion(result) }
    }
}
