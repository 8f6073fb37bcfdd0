package import Engine
import Render

/// The runs under a folder, as they were last seen.
package struct RunList: Sendable {
    package var folder = "runs"
    package var all: [RunSummary] = []
    /// Counts those that the filter shows.
    package var row = 0
    /// Folders of the runs whose curves are drawn together.
    package var marked: Set<String> = []
    /// Counts the tags that can be compared.
    package var tag = 0
    /// The newest samples of the selected run.
    package var picture: (run: String, samples: TrainingStatus.Samples?)?
    /// The run whose samples were asked for last, and how far it was; nil before the first time.
    package var askedPicture: (run: String, step: Int)?
    /// When the list was asked for last, on the loop's clock; nil before the first time.
    package var asked: Double?

    package init() {}

    /// Seconds between two looks at the folder.
    static let period = 2.0
}

extension Tab {
    /// All runs under the folder, and the curves of one or several.
    static let runs = Tab(
        title: "Runs", place: .runs,
        draw: { model, grid, area, pictures in RunsScreen(model: model, theme: model.theme).draw(into: &grid, area, &pictures) },
        perform: { model, invocation in model.withRuns(invocation) },
        mouse: { model, event, area in model.mouseOnRuns(event, area) },
        refresh: { model in model.lookAtRuns() })
}

extension Model {
    /// Those that the filter lets through.
    package var shownRuns: [RunSummary] {
        let filter = filter(.runs)
        guard !filter.isEmpty else { return runs.all }
        return runs.all.filter { run in
            let words = "\(run.name) \(run.preset) \(run.data) \(RunsScreen.word(run.state))"
            return filter.split(separator: " ").allSatisfy { words.localizedStandardContains($0) }
        }
    }

    package var selectedRun: RunSummary? {
        let shown = shownRuns
        return shown.indices.contains(runs.row) ? shown[runs.row] : shown.last
    }

    fileprivate mutating func lookAtRuns() -> [Effect] {
        // The picture first: it belongs to the selection as it is now.
        lookAtPicture() + listRuns()
    }

    /// Asks for the list of runs, every two seconds.
    mutating func listRuns() -> [Effect] {
        if let asked = runs.asked, now - asked < RunList.period { return [] }
        runs.asked = now
        return [.errand(.listRuns(folder: runs.folder))]
    }

    /// Asks for the samples of the selected run, anew when it has come further.
    private mutating func lookAtPicture() -> [Effect] {
        guard let run = selectedRun, runs.askedPicture.map({ $0 != (run.path, run.step) }) ?? true else { return [] }
        if case .broken = run.state { return [] }
        runs.askedPicture = (run.path, run.step)
        return [.errand(.picture(run: run.path))]
    }

    mutating func take(runs list: [RunSummary]) {
        let selected = selectedRun?.path
        let gone = Set(runs.all.map(\.path)).subtracting(list.map(\.path))
        for path in gone.sorted() { say("\(path) is gone") }
        runs.marked.subtract(gone)
        runs.all = list
        // The selection stays with its run where the order changes.
        runs.row = shownRuns.firstIndex { $0.path == selected } ?? min(runs.row, max(shownRuns.count - 1, 0))
    }

    fileprivate mutating func withRuns(_ invocation: Invocation) -> [Effect]? {
        let count = shownRuns.count
        func moved(_ rows: Int) -> Int { min(max(runs.row + rows, 0), max(count - 1, 0)) }
        switch invocation.command {
        case .scrollUp: runs.row = moved(-1)
        case .scrollDown: runs.row = moved(1)
        case .pageUp: runs.row = moved(-10)
        case .pageDown: runs.row = moved(10)
        case .scrollTop: runs.row = 0
        case .scrollBottom: runs.row = moved(count)
        case .curves: runs.tag += 1
        case .newRun: return newRun(like: nil)
        default: return withSelectedRun(invocation.command)
        }
        return []
    }

    private mutating func withSelectedRun(_ command: Command) -> [Effect]? {
        let deeds: Set<Command> = [.open, .resume, .duplicate, .delete, .mark, .pauseRun, .stopRun]
        guard deeds.contains(command) else { return nil }
        guard let run = selectedRun else {
            say("there is no run here; n begins one")
            return []
        }
        if case .broken(let line) = run.state, command != .mark {
            say(line)
            return []
        }
        let isOwn = run.path == status.folder && !showsOther
        switch (command, run.state) {
        case (.mark, _):
            if runs.marked.remove(run.path) == nil { runs.marked.insert(run.path) }
            runs.row = min(runs.row + 1, max(shownRuns.count - 1, 0))
        case (.open, _) where isOwn: return show(tab: tabIndex(of: .training))
        case (.open, _): return show(tab: tabIndex(of: .training)) + [.errand(.show(run: run.path))]
        case (.duplicate, _): return newRun(like: run)
        case (.resume, .training): say("\(run.name) trains already; enter shows it")
        case (.resume, _) where own?.isTraining == true: say("this studio trains a run already; stop it first")
        case (.resume, _):
            say("\(run.name) goes on")
            return show(tab: tabIndex(of: .training)) + [.errand(.resume(run: run.path))]
        case (.delete, .training): say("\(run.name) trains now; stop it first")
        case (.delete, _):
            overlay = .question(Question(title: "delete", text: "delete \(run.name)?",
                                         detail: "its checkpoints, samples and log go for good", yes: "delete",
                                         no: "keep it", deed: .delete(run: run.path)))
        case (.pauseRun, .training(let phase)):
            return [.errand(.steer(run: run.path, phase == "paused" ? .resume : .pause))]
        case (.stopRun, .training): return [.errand(.steer(run: run.path, .stop))]
        case (.pauseRun, _), (.stopRun, _): say("nobody trains \(run.name) now")
        default: return nil
        }
        return []
    }

    /// Where a screen is among the tabs; the first where there is none of the kind.
    func tabIndex(of place: KeyTable.Place) -> Int { tabs.firstIndex { $0.place == place } ?? 0 }

    fileprivate mutating func mouseOnRuns(_ event: MouseEvent, _ area: Rect) -> [Effect]? {
        switch event.action {
        case .wheelUp: return withRuns(Invocation(.scrollUp))
        case .wheelDown: return withRuns(Invocation(.scrollDown))
        case .press where event.button == .left:
            guard let row = RunsScreen(model: self, theme: theme).row(atX: event.x, y: event.y, area) else { return nil }
            // A second click on the selected run opens it.
            if row == runs.row { return withRuns(Invocation(.open)) }
            runs.row = row
            return []
        default: return nil
        }
    }

    // MARK: - What errands bring

    mutating func take(_ result: ErrandResult) -> [Effect] {
        switch result {
        case .runs(let list): take(runs: list)
        // The loop takes over what is to be shown, and tells by another message.
        case .shows: break
        case .estimate(let plan, let estimate):
            guard case .form(var form) = overlay else { return [] }
            form.take(estimate, for: plan)
            overlay = .form(form)
        case .grid(let run, let steps, let samples): return take(grid: samples, steps: steps, of: run)
        case .picture(let run, let samples):
            if run == selectedRun?.path { runs.picture = (run, samples) }
        case .frames(let run, let steps, let tile, let frames): return take(frames: frames, steps: steps, tile: tile, of: run)
        case .watched(let view): take(view)
        case .drawn(let order, let sheets): take(sheets, of: order)
        case .nearest(let found): samples.neighbours = found
        case .found(let finds): take(finds)
        case .mapped(let map): take(map)
        case .samplesOf(let run, let checkpoints, let pins, let asking): return take(run, checkpoints, pins, asking)
        case .repair(let answer): return take(answer)
        case .said(let line):
            (film.isAsked, film.isStripAsked, repair.opening) = (false, false, nil)
            samples.isAsked = false
            say(line)
            runs.asked = nil
        }
        return []
    }

    /// Opens the form; a run to resemble fills it in.
    mutating func newRun(like run: RunSummary?) -> [Effect] {
        let form = RunForm(like: run, folder: runs.folder, canTrainHere: own?.isTraining != true)
        overlay = .form(form)
        return form.plan.map { [.errand(.estimate($0))] } ?? []
    }
}
