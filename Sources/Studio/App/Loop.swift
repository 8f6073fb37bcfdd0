package import Jobs

/// The studio's event loop on the main thread: draws a changed model, sleeps until something happens, and hands it to `update`.
@MainActor package final class Loop {
    package private(set) var model: AppModel
    private let terminal: any Terminal
    /// Seconds of a monotonic clock.
    private let clock: () -> Double
    private let open: () -> (any TrainingControl)?
    /// The run that is shown, and this process's training, which may be another run.
    private var shown: (any TrainingControl)?
    private var own: (any TrainingControl)?
    private let tasks: any BackgroundTaskRunner
    private let results: TaskResultQueue
    private var images = ImageCache()
    private var needsFrame = true
    /// The time of the oldest input that no frame has shown.
    private var inputTime: Double?
    private var lastFrame = -Double.infinity
    private var isDone = false

    /// At most 30 frames a second; 60 after input, so that a brush does not lag.
    package static let framePeriod = 1.0 / 30, inputPeriod = 1.0 / 60
    /// Longest time of handling input before a frame is drawn: input that never ends must not stop the screen.
    private static let longestInput = 0.1

    /// - Parameters:
    ///   - open: the training of this process; called until it is not nil.
    ///   - tasks: runs background tasks.
    package init(
        model: AppModel, terminal: any Terminal, clock: @escaping () -> Double, tasks: any BackgroundTaskRunner,
        open: @escaping () -> (any TrainingControl)?
    ) {
        (self.model, self.terminal, self.clock, self.open) = (model, terminal, clock, open)
        (self.tasks, results) = (tasks, TaskResultQueue(wake: terminal.wake))
    }

    /// The training of this process; nil for none.
    package var training: (any TrainingControl)? { own }

    /// Returns when the user has quit.
    package func run() {
        while turn() {}
    }

    /// One round: draw, sleep, handle what happened. False when the user has quit.
    package func turn() -> Bool {
        send(.time(clock()))
        if needsFrame, model.shared.now >= nextFrame { drawFrame() }
        let awakening = terminal.wait(timeToSleep)
        send(.time(clock()))
        if awakening.contains(.quit) { send(.mustQuit) }
        if terminal.size != model.shared.size { send(.resized(terminal.size)) }
        let start = clock()
        while !isDone, clock() - start < Self.longestInput, let input = terminal.nextInput() {
            if inputTime == nil { inputTime = model.shared.now }
            send(.input(input))
        }
        poll()
        return !isDone
    }

    private func drawFrame() {
        let isMeasured = model.frames != nil, start = clock(), bytes = isMeasured ? terminal.bytesWritten : nil
        let grid = AppView.draw(model, &images)
        let drawn = clock(), cells = terminal.show(grid)
        if isMeasured {
            let sent = clock(), written = terminal.bytesWritten
            send(
                .frame(
                    FrameReport(
                        time: sent, cells: cells, bytes: bytes.flatMap { before in written.map { $0 - before } },
                        drawing: drawn - start, sending: sent - drawn, latency: inputTime.map { sent - $0 })))
        }
        (needsFrame, inputTime) = (false, nil)
        lastFrame = model.shared.now
    }

    /// The earliest time of the next frame.
    private var nextFrame: Double { lastFrame + (inputTime == nil ? Self.framePeriod : Self.inputPeriod) }

    /// Seconds until the next frame, or until the training is polled again.
    private var timeToSleep: Double {
        let now = model.shared.now
        if needsFrame { return max(nextFrame - now, 0) }
        let period: Double =
            switch model.shared.status.phase {
            case .preparing, .running, .stopping: Spinner.period
            case .paused, .unknown: 0.25
            case .finished, .failed: 0.5
            }
        return min(
            model.shared.isIdle ? 0.5 : period,
            max((model.shared.notices.visible.first?.until ?? .infinity) - now, 0.001))
    }

    /// Handles results of background tasks, and new states of the trainings.
    private func poll() {
        for result in results.removeAll() {
            if case .opened(let control, let isOwn) = result { show(control, isOwn: isOwn) }
            send(.taskResult(result))
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
            if model.shared.background != phase { send(.background(phase)) }
        }
        guard let status = shown?.status else { return }
        let current = model.shared.status
        if status.revision != current.revision || status.phase != current.phase { send(.status(status)) }
    }

    private func show(_ control: any TrainingControl, isOwn: Bool) {
        if isOwn { own = control }
        shown = control
        send(.shown(isOwn: isOwn))
        send(.status(control.status))
    }

    private func send(_ message: Message) {
        guard !isDone else { return }
        let before = (notices: model.shared.notices.visible, now: model.shared.now)
        let effects = update(&model, message)
        if case .time = message {
            let spins = model.isSpinning && Int(before.now / Spinner.period) != Int(model.shared.now / Spinner.period)
            if spins || before.notices != model.shared.notices.visible { needsFrame = true }
        } else {
            needsFrame = true
        }
        for effect in effects { perform(effect) }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .request(let request): shown?.send(request)
        case .stopOwn: own?.send(.stop)
        case .backgroundTask(let task): tasks.run(task) { [results] in results.add($0) }
        case .redraw: terminal.forgetScreen()
        case .suspend: terminal.suspend()
        case .setMouse(let on): terminal.setMouse(on)
        case .quit: isDone = true
        }
    }
}
