package import Engine
import Render

/// The studio's one loop: draws when something has changed, sleeps until something happens, and hands what happened to
/// `update`. Everything on the main thread.
@MainActor package final class Loop {
    package private(set) var model: Model
    private let terminal: any Terminal
    /// Seconds since some moment in the past; never goes back.
    private let clock: () -> Double
    private let open: () -> (any TrainingControl)?
    private var control: (any TrainingControl)?
    private var pictures = PictureMemo()
    private var needsFrame = true
    private var lastFrame = -Double.infinity
    private var isDone = false

    /// At most 30 frames a second, whatever happens.
    package static let framePeriod = 1.0 / 30

    /// - Parameter open: the training job once there is one; asked until it answers.
    package init(model: Model, terminal: any Terminal, clock: @escaping () -> Double,
                 open: @escaping () -> (any TrainingControl)?) {
        (self.model, self.terminal, self.clock, self.open) = (model, terminal, clock, open)
    }

    /// Returns when the user has left.
    package func run() {
        while turn() {}
    }

    /// One round: frame, sleep, what happened. False when the user has left.
    package func turn() -> Bool {
        send(.time(clock()))
        if needsFrame, model.now - lastFrame >= Self.framePeriod { drawFrame() }
        let awakening = terminal.wait(timeToSleep)
        send(.time(clock()))
        if awakening.contains(.leave) { send(.mustLeave) }
        if terminal.size != model.size { send(.resized(terminal.size)) }
        while !isDone, let input = terminal.nextInput() { send(.input(input)) }
        pull()
        return !isDone
    }

    private func drawFrame() {
        terminal.show(Screen.draw(model, model.size, model.theme, &pictures))
        needsFrame = false
        lastFrame = model.now
    }

    /// Until the next frame is due, or until it is worth looking at the job again.
    private var timeToSleep: Double {
        if needsFrame { return max(lastFrame + Self.framePeriod - model.now, 0) }
        let look: Double = switch model.status.phase {
        case .preparing, .running, .stopping: Spinner.period
        case .paused: 0.25
        case .finished, .failed: 0.5
        }
        return min(look, max((model.notice?.until ?? .infinity) - model.now, 0.001))
    }

    /// Takes over the job's status when there is a new one.
    private func pull() {
        if control == nil, let opened = open() {
            control = opened
            send(.opened)
        }
        guard let status = control?.status else { return }
        if status.revision != model.status.revision || status.phase != model.status.phase { send(.status(status)) }
    }

    private func send(_ message: Message) {
        guard !isDone else { return }
        let before = (notice: model.notice, now: model.now)
        let effects = update(&model, message)
        if case .time = message {
            let spins = model.isWaiting && Int(before.now / Spinner.period) != Int(model.now / Spinner.period)
            if spins || before.notice != model.notice { needsFrame = true }
        } else {
            needsFrame = true
        }
        for effect in effects { perform(effect) }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .ask(let request): control?.ask(request)
        case .redraw: terminal.forgetScreen()
        case .suspend: terminal.suspend()
        case .setMouse(let on): terminal.setMouse(on)
        case .quit: isDone = true
        }
    }
}

extension Model {
    /// Whether a spinner turns on the screen.
    var isWaiting: Bool {
        switch status.phase {
        case .preparing, .stopping: true
        case .running, .paused, .finished, .failed: overlay == .leaving
        }
    }
}
