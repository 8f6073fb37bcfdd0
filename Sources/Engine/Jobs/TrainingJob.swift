import Dispatch
import Synchronization

/// Trains a run in the background, one step a turn, on a serial queue of its own.
///
/// Only values cross: requests go in, one status comes out. Pausing is not queueing the next turn.
public final class TrainingJob: TrainingControl {
    /// What the outside and the queue share.
    private struct Desk {
        var status = TrainingStatus()
        var requests: [TrainingRequest] = []
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

    public func ask(_ request: TrainingRequest) {
        schedule(desk.withLock { desk in
            guard !desk.status.phase.isOver else { return false }
            desk.requests.append(request)
            defer { desk.inFlight = true }
            return !desk.inFlight
        })
    }

    private func schedule(_ needed: Bool) {
        if needed { queue.async { self.turn() } }
    }

    private func turn() {
        dispatchPrecondition(condition: .onQueue(queue))
        let requests = desk.withLock { desk in
            defer { desk.requests = [] }
            return desk.requests
        }
        let goesOn = session.withLock { session in
            do {
                if session == nil { session = try TrainingSession(start, publish: publish) }
                guard let open = session else { return false }
                for request in requests { try open.handle(request) }
                let goesOn = try open.turn()
                if open.isOver { session = nil }
                return goesOn
            } catch {
                session = nil
                publish { $0.phase = .failed("\(error)") }
                return false
            }
        }
        schedule(desk.withLock { desk in
            desk.inFlight = !desk.status.phase.isOver && (goesOn || !desk.requests.isEmpty)
            return desk.inFlight
        })
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
