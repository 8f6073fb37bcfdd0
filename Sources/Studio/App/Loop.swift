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
    /// The run that is shown, and the training of this process, which may be another.
    private var shown: (any TrainingControl)?
    private var own: (any TrainingControl)?
    private let errands: any ErrandRunner
    private let answers: Answers
    private var pictures = PictureMemo()
    private var needsFrame = true
    /// When the oldest input came that no frame has shown yet.
    private var inputTime: Double?
    private var lastFrame = -Double.infinity
    private var isDone = false

    /// At most 30 frames a second of what happens by itself, and 60 of what the user does: a brush must not lag.
    package static let framePeriod = 1.0 / 30, inputPeriod = 1.0 / 60

    /// - Parameters:
    ///   - open: the training job once there is one; asked until it answers.
    ///   - errands: who does what takes time.
    package init(model: Model, terminal: any Terminal, clock: @escaping () -> Double, errands: any ErrandRunner,
                 open: @escaping () -> (any TrainingControl)?) {
        (self.model, self.terminal, self.clock, self.open) = (model, terminal, clock, open)
        (self.errands, answers) = (errands, Answers(wake: terminal.wake))
    }

    /// The training of this process, if there was any.
    package var training: (any TrainingControl)? { own }

    /// Returns when the user has left.
    package func run() {
        while turn() {}
    }

    /// One round: frame, sleep, what happened. False when the user has left.
    package func turn() -> Bool {
        send(.time(clock()))
        if needsFrame, model.now >= nextFrame { drawFrame() }
        let awakening = terminal.wait(timeToSleep)
        send(.time(clock()))
        if awakening.contains(.leave) { send(.mustLeave) }
        if terminal.size != model.size { send(.resized(terminal.size)) }
        while !isDone, let input = terminal.nextInput() {
            if inputTime == nil { inputTime = model.now }
            send(.input(input))
        }
        pull()
        return !isDone
    }

    private func drawFrame() {
        let isLookedAt = model.frames != nil, start = clock(), bytes = isLookedAt ? terminal.bytesWritten : nil
        let grid = Screen.draw(model, model.size, model.theme, &pictures)
        let drawn = clock(), cells = terminal.show(grid)
        if isLookedAt {
            let sent = clock(), written = terminal.bytesWritten
            send(.frame(FrameReport(time: sent, cells: cells, bytes: bytes.flatMap { before in written.map { $0 - before } },
                                    drawing: drawn - start, sending: sent - drawn, latency: inputTime.map { sent - $0 })))
        }
        (needsFrame, inputTime) = (false, nil)
        lastFrame = model.now
    }

    /// When the next frame may be drawn.
    private var nextFrame: Double { lastFrame + (inputTime == nil ? Self.framePeriod : Self.inputPeriod) }

    /// Until the next frame is due, or until it is worth looking at the job again.
    private var timeToSleep: Double {
        if needsFrame { return max(nextFrame - model.now, 0) }
        let look: Double = switch model.status.phase {
        case .preparing, .running, .stopping: Spinner.period
        case .paused: 0.25
        case .finished, .failed: 0.5
        }
        return min(model.isIdle ? 0.5 : look, max((model.toasts.first?.until ?? .infinity) - model.now, 0.001))
    }

    /// Takes over what errands brought and, where they are new, the states of the jobs.
    private func pull() {
        for answer in answers.take() {
            if case .shows(let control, let isOwn) = answer { show(control, isOwn: isOwn) }
            send(.errand(answer))
        }
        if own == nil, let opened = open() {
            own = opened
            if shown == nil {
                shown = opened
                send(.opened)
            }
        }
        if let own, shown == nil || shown !== own {
            let phase = own.status.phase
            if model.background != phase { send(.background(phase)) }
        }
        guard let status = shown?.status else { return }
        if status.revision != model.status.revision || status.phase != model.status.phase { send(.status(status)) }
    }

    private func show(_ control: any TrainingControl, isOwn: Bool) {
        // Of two trainings of this process the one that still runs is kept in sight of the end.
        if isOwn { own = control }
        shown = control
        send(.shows(isOwn: isOwn))
        send(.status(control.status))
    }

    private func send(_ message: Message) {
        guard !isDone else { return }
        let before = (toasts: model.toasts, now: model.now)
        let effects = update(&model, message)
        if case .time = message {
            let spins = model.isWaiting && Int(before.now / Spinner.period) != Int(model.now / Spinner.period)
            if spins || before.toasts != model.toasts { needsFrame = true }
        } else {
            needsFrame = true
        }
        for effect in effects { perform(effect) }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .ask(let request): shown?.ask(request)
        case .stopOwn: own?.ask(.stop)
        case .errand(let errand): errands.run(errand) { [answers] in answers.add($0) }
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
        if isIdle { return overlay == .leaving }
        return switch status.phase {
        case .preparing, .stopping: true
        case .running, .paused, .finished, .failed: overlay == .leaving
        }
    }
}
