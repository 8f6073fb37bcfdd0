import Engine
import Studio
import Synchronization

/// Remembers the errands it was sent on, and brings what a test says.
final class ScriptedErrands: ErrandRunner {
    private struct State {
        var asked: [Errand] = []
        var answer: @Sendable (Errand) -> ErrandResult? = { _ in nil }
    }

    private let state = Mutex(State())

    var asked: [Errand] { state.withLock { $0.asked } }

    func answering(_ answer: @escaping @Sendable (Errand) -> ErrandResult?) { state.withLock { $0.answer = answer } }

    func run(_ errand: Errand, answer: @escaping @Sendable (ErrandResult) -> Void) {
        let result = state.withLock { state in
            state.asked.append(errand)
            return state.answer(errand)
        }
        if let result { answer(result) }
    }
}
