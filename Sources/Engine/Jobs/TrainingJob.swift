import Dispatch
import Synchronization

/// Trains a run in the background, one step a turn, on a serial queue of its own.
///
/// Only values cross: requests go in, one status comes out. Pausing is not queueing the next turn.
public final class TrainingJob: TrainingControl {
    /// What the outside and the queue share.
    private struct Desk {
        var status = TrainingStatus()
        var asked: [Asked] = []
        /// A turn is queued or running; guards against a second chain of turns.
        var inFlight = false
    }

    private let start: TrainingStart
    private let queue = DispatchQueue(label: "tessera.train", qos: .userInitiated)
    private let desk = Mutex(Desk())
    /// Touched only on `queue`, for as long as a turn takes.
    private let session = Mutex<TrainingSession?>(nil)

    /// A job that begins at once.
    public init(_ start: TrainingStart) {
        self.start = start
        schedule(desk.withLock { $0.inFlight = true; return true })
    }

    public var status: TrainingStatus { desk.withLock { $0.status } }

    public func ask(_ request: TrainingRequest) { ask(request) { _ in } }

    /// Asks, and is told between two steps what became of it; `answer` is called on the job's queue, or at once.
    public func ask(_ request: TrainingRequest, answer: @escaping @Sendable (TrainingAnswer) -> Void) {
        let (isOver, needed) = desk.withLock { desk in
            guard !desk.status.phase.isOver else { return (true, false) }
            desk.asked.append(Asked(request: request, answer: answer))
            defer { desk.inFlight = true }
            return (false, !desk.inFlight)
        }
        if isOver { answer(Self.tooLate) }
        schedule(needed)
    }

    private struct Asked: Sendable {
        var request: TrainingRequest
        var answer: @Sendable (TrainingAnswer) -> Void
    }

    private static let tooLate = TrainingAnswer.refused("training has ended", isUsage: false)

    private func schedule(_ needed: Bool) {
        if needed { queue.async { self.turn() } }
    }

    private func turn() {
        dispatchPrecondition(condition: .onQueue(queue))
        let asked = desk.withLock { desk in
            defer { desk.asked = [] }
            return desk.asked
        }
        let (goesOn, end) = sit(asked)
        // Only now that the folder is free again may anybody hear that it is over.
        if let end { publish { $0.phase = end } }
        let (late, needed) = desk.withLock { desk -> ([Asked], Bool) in
            let isOver = desk.status.phase.isOver
            desk.inFlight = !isOver && (goesOn || !desk.asked.isEmpty)
            defer { if isOver { desk.asked = [] } }
            return (isOver ? desk.asked : [], desk.inFlight)
        }
        for asked in late { asked.answer(Self.tooLate) }
        schedule(needed)
    }

    /// Answers what was asked, and does a step. Says whether another turn should follow, and how it ended if it did.
    private func sit(_ asked: [Asked]) -> (goesOn: Bool, end: TrainingStatus.Phase?) {
        session.withLock { session in
            var unanswered = asked[...]
            do {
                if session == nil { session = try TrainingSession(start, publish: publish, serve: serve) }
                guard let open = session else { return (false, nil) }
                while let next = unanswered.first {
                    next.answer(try open.handle(next.request))
                    unanswered.removeFirst()
                }
                let goesOn = try open.turn()
                guard open.isOver else { return (goesOn, nil) }
                open.close()
                session = nil
                return (false, .finished)
            } catch {
                let line = "\(session?.explained(error) ?? error)"
                for asked in unanswered { asked.answer(.refused(line, isUsage: false)) }
                session?.close()
                session = nil
                return (false, .failed(line))
            }
        }
    }

    /// What the control socket asks. The status is not worth waiting for a step.
    private var serve: ControlSocket.Serve {
        { [weak self] request, answer in
            switch request {
            case .status: answer(ControlReply(ControlStatus(self?.status ?? TrainingStatus())))
            case .training(let request):
                guard let self else { return answer(ControlReply(Self.tooLate)) }
                ask(request) { answer(ControlReply($0)) }
            }
        }
    }

    private func publish(_ change: (inout TrainingStatus) -> Void) {
        desk.withLock { desk in
            change(&desk.status)
            desk.status.revision += 1
        }
    }
}

extension TrainingStatus.Phase {
    /// Nothing more will happen.
    public var isOver: Bool {
        switch self {
        case .finished, .failed: true
        default: false
        }
    }
}
