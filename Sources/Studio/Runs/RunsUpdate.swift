import Jobs

extension RunsState: Screen {
    package var context: KeyContext { .runs }

    package func layout(_ shared: SharedState) -> RunsLayout { RunsLayout(self, shared) }

    package mutating func refresh(_ shared: inout SharedState) -> [ScreenAction] {
        // Samples first: they belong to the selection before the list changes.
        loadSamples(shared) + shared.runs.refresh(now: shared.now, open: shared.status.folder)
    }

    /// Loads the samples of the selected run, again when it has advanced.
    private mutating func loadSamples(_ shared: SharedState) -> [ScreenAction] {
        guard let run = selectedRun(shared), requestedSamples.map({ $0 != (run.path, run.step) }) ?? true else {
            return []
        }
        if case .broken = run.state { return [] }
        if run.path.isEmpty { return [] }
        requestedSamples = (run.path, run.step)
        return [.backgroundTask(.newestGrid(run: run.path))]
    }

    package mutating func handle(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        if shared.handleCurves(invocation.command) {
            // The cursor is in units of the axis.
            if invocation.command == .axis { curves = CurveView() }
            return []
        }
        if let chart = RunComparison(state: self, shared: shared).chart, let whole = chart.range,
            [.cursorLeft, .cursorRight, .whole].contains(invocation.command)
        {
            _ = curves.handle(invocation.command, whole: whole)
            return []
        }
        let count = visibleRuns(shared).count
        func moved(_ rows: Int) -> Int { min(max(row + rows, 0), max(count - 1, 0)) }
        switch invocation.command {
        case .scrollUp: row = moved(-1)
        case .scrollDown: row = moved(1)
        case .pageUp: row = moved(-10)
        case .pageDown: row = moved(10)
        case .scrollTop: row = 0
        case .scrollBottom: row = moved(count)
        case .curves: curve += 1
        case .sort: sort(by: nextColumn, descending: nextColumn.startsDescending, &shared)
        case .sortOrder:
            sort(by: sorting?.column ?? .date, descending: !(sorting?.descending ?? true), &shared)
        case .newRun: return [.openForm(nil)]
        case .open where invocation.argument != nil:
            return [.leave(.run(.openRun(invocation.argument ?? "")))]
        default: return handleSelected(invocation.command, &shared)
        }
        return []
    }

    private var nextColumn: RunColumn {
        let all = RunColumn.allCases
        guard let sorting, let index = all.firstIndex(of: sorting.column) else { return .name }
        return all[(index + 1) % all.count]
    }

    /// Sorts the list; the same run stays selected.
    private mutating func sort(by column: RunColumn, descending: Bool, _ shared: inout SharedState) {
        let selected = selectedRun(shared)?.path
        sorting = (column, descending)
        row = visibleRuns(shared).firstIndex { $0.path == selected } ?? 0
        shared.notify("sorted by \(column.rawValue), \(descending ? "greatest or newest" : "least or oldest") first")
    }

    /// A command on the selected run.
    private mutating func handleSelected(_ command: Command, _ shared: inout SharedState) -> [ScreenAction]? {
        let commands: Set<Command> = [
            .open, .resume, .duplicate, .delete, .mark, .pauseRun, .stopRun, .evaluate,
        ]
        guard commands.contains(command) else { return nil }
        guard let run = selectedRun(shared) else {
            shared.notify("no run is selected; ctrl-n starts a new one")
            return []
        }
        if case .broken(let line) = run.state, command != .mark {
            shared.notify(line)
            return []
        }
        guard !run.path.isEmpty || command == .open else {
            if command == .stopRun { return [.ask(.stop(run))] }
            shared.notify("\(run.name) is being prepared and has no folder yet; enter shows it")
            return []
        }
        let isOwn = run.path == shared.status.folder && !shared.showsOther
        switch (command, run.state) {
        case (.mark, _):
            if shared.runs.marked.remove(run.path) == nil { shared.runs.marked.insert(run.path) }
            row = min(row + 1, max(visibleRuns(shared).count - 1, 0))
        case (.open, _) where isOwn: return [.show(.training)]
        case (.open, _): return [.leave(.run(.openRun(run.path)))]
        case (.duplicate, _): return [.openForm(run)]
        case (.resume, .training): shared.notify("\(run.name) is training; enter opens it")
        case (.resume, _) where shared.own?.isTraining == true:
            shared.notify("this studio trains another run; stop it first")
        case (.resume, .stopped(isDone: true)):
            return [.askMoreSteps(MoreSteps(run: run.path, name: run.name, step: run.step, steps: run.steps))]
        case (.evaluate, _): return shared.evaluate(run.path)
        case (.resume, _):
            shared.notify("resuming \(run.name)")
            return [.leave(.run(.resume(run: run.path)))]
        case (.delete, .training): shared.notify("\(run.name) is training; stop it first")
        case (.delete, _):
            return [
                .ask(
                    Question(
                        title: "delete", text: "delete \(run.name)?",
                        detail: "its checkpoints, samples and log are deleted", yes: "delete",
                        no: "keep it", action: .delete(run: run.path)))
            ]
        case (.pauseRun, .training(let phase)):
            return [.backgroundTask(.control(run: run.path, phase == "paused" ? .resume : .pause))]
        case (.stopRun, .training): return [.ask(.stop(run))]
        case (.pauseRun, _), (.stopRun, _): shared.notify("\(run.name) is not training")
        default: return nil
        }
        return []
    }

    package mutating func handle(_ event: MouseEvent, _ layout: RunsLayout, _ shared: inout SharedState)
        -> [ScreenAction]?
    {
        switch event.action {
        case .wheelUp: return handle(Invocation(.scrollUp), &shared)
        case .wheelDown: return handle(Invocation(.scrollDown), &shared)
        case .press where event.button == .left:
            guard let clicked = layout.rows.row(atX: event.x, y: event.y) else { return nil }
            // A click on the selected run opens it.
            if clicked == row { return handle(Invocation(.open), &shared) }
            row = clicked
            return []
        default: return nil
        }
    }

    // MARK: - Results

    mutating func received(_ list: [RunSummary], _ shared: inout SharedState) {
        let selected = selectedRun(shared)?.path
        let gone = Set(shared.runs.all.map(\.path)).subtracting(list.map(\.path))
        // A run elsewhere may be listed by another path of the same folder.
        for path in gone.sorted() where path.hasPrefix(shared.runs.folder + "/") {
            shared.notify("\(path) was deleted")
        }
        shared.runs.marked.subtract(gone)
        shared.runs.all = list
        // The same run stays selected where the order changes.
        let runs = visibleRuns(shared)
        row = runs.firstIndex { $0.path == selected } ?? min(row, max(runs.count - 1, 0))
    }

    mutating func received(_ grid: TrainingStatus.Samples?, of run: String, _ shared: SharedState) {
        if run == selectedRun(shared)?.path { samples = (run, grid) }
    }
}
