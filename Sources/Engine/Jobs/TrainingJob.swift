import Dispatch
import Raster
import Synchronization

/// Trains a run in the background, one step for each turn, on its own serial queue.
///
/// Only values cross the queue: requests in, one status out. A paused job, and one whose last scores wait for the scorer, has no turn in the
/// queue; a request or the scorer's completion schedules the next one.
package final class TrainingJob: TrainingControl {
    /// Shared by callers and the queue.
    private struct JobState {
        var status = TrainingStatus()
        var pending: [PendingRequest] = []
        /// A turn is queued or running; prevents a second chain of turns.
        var inFlight = false
        /// A turn must follow the running one.
        var needsTurn = false
        /// Turns so far.
        var turns = 0

        /// Records that a turn must follow; true where the caller has to queue it.
        mutating func requestTurn() -> Bool {
            guard !status.phase.isOver else { return false }
            needsTurn = true
            defer { inFlight = true }
            return !inFlight
        }
    }

    private struct PendingRequest: Sendable {
        var request: TrainingRequest
        var reply: @Sendable (TrainingAnswer) -> Void
    }

    private let start: TrainingStart
    private let queue = DispatchQueue(label: "tessera.train", qos: .userInitiated)
    private let state = Mutex(JobState())
    /// Used on `queue` only. Replies are sent after it is released.
    private let session = Mutex<TrainingSession?>(nil)

    /// A job that starts at once.
    package init(_ start: TrainingStart) {
        self.start = start
        scheduleTurn()
    }

    package var status: TrainingStatus { state.withLock { $0.status } }

    package func send(_ request: TrainingRequest) { send(request) { _ in } }

    /// Sends a request, which is handled between two steps.
    /// - Parameter reply: called on the job's queue, or at once where training has ended.
    package func send(_ request: TrainingRequest, reply: @escaping @Sendable (TrainingAnswer) -> Void) {
        let (isOver, isNeeded) = state.withLock { state in
            guard !state.status.phase.isOver else { return (true, false) }
            state.pending.append(PendingRequest(request: request, reply: reply))
            return (false, state.requestTurn())
        }
        if isOver { reply(Self.hasEnded) }
        if isNeeded { queue.async { self.turn() } }
    }

    private static let hasEnded = TrainingAnswer.refused("training has ended", isUsage: false)

    // MARK: Turns

    /// Schedules a turn unless one is queued; after the running one where there is one.
    private func scheduleTurn() {
        let isNeeded = state.withLock { $0.requestTurn() }
        if isNeeded { queue.async { self.turn() } }
    }

    /// Handles the pending requests, then trains one step.
    private func turn() {
        dispatchPrecondition(condition: .onQueue(queue))
        let pending = state.withLock { state in
            defer { state.pending = [] }
            state.needsTurn = false
            state.turns += 1
            return state.pending
        }
        let (answers, failure) = handle(pending)
        for (request, answer) in zip(pending, answers) { request.reply(answer) }
        let (continues, end) = advance(after: failure)
        // Published only now, when the lock of the run's folder is released.
        if let end { publish { $0.phase = end } }
        let (late, isNeeded) = state.withLock { state -> ([PendingRequest], Bool) in
            let isOver = state.status.phase.isOver
            state.inFlight = !isOver && (continues || state.needsTurn)
            defer { if isOver { state.pending = [] } }
            return (isOver ? state.pending : [], state.inFlight)
        }
        for request in late { request.reply(Self.hasEnded) }
        if isNeeded { queue.async { self.turn() } }
    }

    /// Opens the session where there is none, and handles requests in order. An error refuses the request and all later ones.
    /// - Returns: an answer for each request, and the error that ends the run.
    private func handle(_ pending: [PendingRequest]) -> (answers: [TrainingAnswer], failure: (any Error)?) {
        session.withLock { session in
            var answers: [TrainingAnswer] = []
            do {
                let open: TrainingSession
                if let session {
                    open = session
                } else {
                    open = try TrainingSession(
                        start, publish: publish, serve: serve, wake: { [weak self] in self?.scheduleTurn() })
                    session = open
                }
                for next in pending { answers.append(try open.handle(next.request)) }
                return (answers, nil)
            } catch {
                let line = "\(session?.explained(error) ?? error)"
                return (answers + pending.dropFirst(answers.count).map { _ in .refused(line, isUsage: false) }, error)
            }
        }
    }

    /// Trains one step; ends the session after the last one and after an error.
    /// - Parameter failure: an error of this turn's requests.
    /// - Returns: whether another turn follows, and the final phase where none does.
    private func advance(after failure: (any Error)?) -> (continues: Bool, end: TrainingStatus.Phase?) {
        session.withLock { session in
            do {
                if let failure { throw failure }
                guard let open = session else { return (false, nil) }
                let continues = try open.turn()
                guard open.isOver else { return (continues, nil) }
                open.close()
                session = nil
                return (false, .finished)
            } catch {
                let line = UserMessage(session?.explained(error) ?? error)
                session?.logFailure(line.description)
                session?.close()
                session = nil
                return (false, .failed(line))
            }
        }
    }

    /// Serves the control socket. The status is answered at once, without waiting for a step.
    private var serve: ControlSocket.Serve {
        { [weak self] request, reply in
            switch request {
            case .status: reply(ControlReply(ControlStatus(self?.status ?? TrainingStatus())))
            case .training(let request):
                guard let self else { return reply(ControlReply(Self.hasEnded)) }
                send(request) { reply(ControlReply($0)) }
            }
        }
    }

    private func publish(_ change: (inout TrainingStatus) -> Void) {
        state.withLock { state in
            change(&state.status)
            state.status.revision += 1
        }
    }

    // MARK: For tests

    /// Turns so far: a job that waits takes none.
    package var turns: Int { state.withLock { $0.turns } }

    /// Whether no turn holds the session at the moment.
    package var isSessionFree: Bool { session.withLockIfAvailable { _ in } != nil }
}

extension TrainingStatus.Phase {
    /// What a run that is being prepared does, without the percentage at the end: "reading d100000" for "reading d100000 37 %". Nil for
    /// other phases.
    package var stage: String? {
        guard case .preparing(let text) = self else { return nil }
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count > 2, words[words.count - 1] == "%", Int(words[words.count - 2]) != nil else { return text }
        return words.dropLast(2).joined(separator: " ")
    }

    /// Whether the job has ended.
    package var isOver: Bool {
        switch self {
        case .finished, .failed: true
        case .preparing, .running, .paused, .stopping, .unknown: false
        }
    }
}
