import Jobs
import Runs

extension TrainingState: Screen {
    package var context: KeyContext { .training }

    package func layout(_ shared: SharedState) -> TrainingLayout { TrainingLayout(self, shared) }

    package mutating func refresh(_ shared: inout SharedState) -> [ScreenAction] { loadStrip(shared) }

    package mutating func handle(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        let whole = Self.wholeRange(shared.status)
        if curves.handle(invocation.command, whole: whole) { return loadGrid(shared.status) }
        if shared.handleCurves(invocation.command) { return [] }
        switch invocation.command {
        case .pause: return pauseOrResume(&shared)
        case .checkpoint: return request(.checkpoint, "a checkpoint follows after this step", &shared)
        case .sample: return request(.sample, "new samples follow after this step", &shared)
        case .curves: curves.kind = (curves.kind + 1) % Curve.kinds(shared.status).count
        case .goTo:
            guard let step = invocation.argument.flatMap(Double.init), step.isFinite else {
                shared.notify("write go-to STEP, for example go-to 1200")
                return []
            }
            curves.move(to: step, whole)
            return loadGrid(shared.status)
        case .history:
            showsHistory.toggle()
            shared.notify(showsHistory ? "history shown" : "history hidden")
            return loadStrip(shared)
        case .olderGrid: return moveToGrid(by: -1, shared)
        case .newerGrid: return moveToGrid(by: 1, shared)
        case .nextTile: return show(tile: history.tile + 1, shared)
        case .previousTile: return show(tile: history.tile - 1, shared)
        case .largerTiles: shared.zoom += 1
        case .smallerTiles: shared.zoom -= 1
        case .events: return [.openEvents]
        case .settings: return [.openSettings]
        case .set: return set(invocation.argument ?? "", &shared)
        case .newRun: return [.openForm(nil)]
        case .resume: return continueRun(&shared)
        case .evaluate: return shared.evaluate(shared.status.folder)
        default: return nil
        }
        return []
    }

    /// A press or a drag moves the cursor, on the curves or on the history; a click on a sample shows its history; the wheel zooms
    /// around the pointer.
    package mutating func handle(_ event: MouseEvent, _ layout: TrainingLayout, _ shared: inout SharedState)
        -> [ScreenAction]?
    {
        let whole = Self.wholeRange(shared.status)
        let isHeld = event.button == .left && (event.action == .press || event.action == .drag)
        if isHeld, let step = layout.history?.step(atX: event.x, y: event.y) {
            curves.move(to: Double(step), whole)
            return loadGrid(shared.status)
        }
        if isHeld, let tile = layout.samples.sample(atX: event.x, y: event.y, of: visibleSamples(shared.status)) {
            return show(tile: tile, shared)
        }
        guard layout.chartArea.contains(x: event.x, y: event.y),
            let x = layout.chart.x(atColumn: event.x, area: layout.chartArea)
        else { return nil }
        let step = layout.axis.step(ofX: x)
        switch event.action {
        case .press where event.button == .left, .drag where event.button == .left: curves.move(to: step, whole)
        case .wheelUp: curves.zoom(by: 0.5, around: step, whole)
        case .wheelDown: curves.zoom(by: 2, around: step, whole)
        default: return nil
        }
        return loadGrid(shared.status)
    }

    /// Continues a run that has ended: at once where it has steps left, else for a number of steps that is asked for.
    private func continueRun(_ shared: inout SharedState) -> [ScreenAction] {
        let status = shared.status
        guard shared.hasEnded, !status.folder.isEmpty else {
            if status.phase == .paused { return pauseOrResume(&shared) }
            shared.notify(status.folder.isEmpty ? shared.missingRun : "\(status.run) is training")
            return []
        }
        if shared.own?.isTraining == true {
            shared.notify("this studio trains another run; stop it first")
            return []
        }
        let isDone = status.phase == .finished && status.steps.map { status.step >= $0 } ?? true
        guard isDone else {
            shared.notify("resuming \(status.run)")
            return [.backgroundTask(.resume(run: status.folder))]
        }
        return [
            .askMoreSteps(
                MoreSteps(run: status.folder, name: status.run, step: status.step, steps: status.steps))
        ]
    }

    // MARK: - Requests to the training

    private func set(_ text: String, _ shared: inout SharedState) -> [ScreenAction] {
        let parts = text.split(separator: " ")
        guard parts.count == 2 else {
            shared.notify("write set NAME VALUE, for example set generator.learning_rate 1e-4")
            return []
        }
        do throws(SettingError) {
            let setting = try Setting.named(String(parts[0]))
            guard setting.isLive else { throw .notLive(setting) }
            let value = try setting.parsed(String(parts[1]))
            return request(.set(setting, to: value), "\(setting.name): \(value.text) after this step", &shared)
        } catch {
            shared.notify(error.inStudio)
            return []
        }
    }

    private func pauseOrResume(_ shared: inout SharedState) -> [ScreenAction] {
        switch shared.status.phase {
        case .running: return request(.pause, "pausing after this step", &shared)
        case .paused: return request(.resume, "training resumes", &shared)
        case .preparing: shared.notify("training has not started")
        case .stopping: shared.notify("training is stopping")
        case .finished, .failed: shared.notify("training has ended")
        case .unknown(let reason): shared.notify(reason)
        }
        return []
    }

    private func request(_ request: TrainingRequest, _ notice: String, _ shared: inout SharedState) -> [ScreenAction] {
        guard shared.isTraining else {
            shared.notify(shared.whyNotTraining)
            return []
        }
        shared.notify(notice)
        return [.request(request)]
    }
}
