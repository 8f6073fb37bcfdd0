import Engine
import Render

extension Tab {
    /// Curves, samples and figures of one run.
    static let training = Tab(
        title: "Train", place: .training,
        draw: { model, grid, _, pictures in
            TrainingScreen(model: model, theme: model.theme).draw(into: &grid, pictures: &pictures)
        },
        perform: { model, invocation in model.train(invocation) },
        mouse: { model, event, _ in model.mouseOnCurves(event) },
        refresh: { model in model.fillStrip() })
}

extension Model {
    fileprivate mutating func train(_ invocation: Invocation) -> [Effect]? {
        if curves.perform(invocation.command, whole: wholeRange) { return followCursor() }
        switch invocation.command {
        case .pause: return pauseOrResume()
        case .checkpoint: return ask(.checkpoint, "a checkpoint follows this step")
        case .sample: return ask(.sample, "new samples follow this step")
        case .logScale:
            isLogarithmic.toggle()
            say(isLogarithmic ? "logarithmic axis" : "linear axis")
        case .smoothing:
            isSmoothed.toggle()
            say(isSmoothed ? "curves smoothed" : "curves as measured")
        case .curves:
            curves.kind = (curves.kind + 1) % Curve.kinds(status).count
        case .goTo:
            guard let step = invocation.argument.flatMap(Double.init), step.isFinite else {
                say("go-to wants a step")
                return []
            }
            curves.move(to: step, wholeRange)
            return followCursor()
        case .film:
            hasFilm.toggle()
            say(hasFilm ? "the film of past samples" : "without the film")
            return fillStrip()
        case .olderGrid: return goToGrid(by: -1)
        case .newerGrid: return goToGrid(by: 1)
        case .nextTile: return showInStrip(tile: film.tile + 1)
        case .previousTile: return showInStrip(tile: film.tile - 1)
        case .largerTiles: zoom += 1
        case .smallerTiles: zoom -= 1
        case .events: overlay = .events(top: nil)
        case .settings: overlay = .settings(Adjustment())
        case .set: return set(invocation.argument ?? "")
        case .newRun: return newRun(like: nil)
        default: return nil
        }
        return []
    }

    /// Steps from the first to the newest.
    var wholeRange: ClosedRange<Double> { 0...Double(max(status.step, 1)) }

    private mutating func set(_ words: String) -> [Effect] {
        let parts = words.split(separator: " ")
        guard parts.count == 2, let value = Double(parts[1]) else {
            say("write set NAME VALUE, for example set generator.rate 1e-4")
            return []
        }
        do throws(SettingError) {
            let setting = try Setting.named(String(parts[0]))
            guard setting.isLive else { throw .notLive(setting) }
            let wanted = try setting.checked(value)
            return ask(.set(name: setting.name, value: wanted), "\(setting.name): \(wanted.short) after this step")
        } catch {
            say(error.description)
            return []
        }
    }

    private mutating func pauseOrResume() -> [Effect] {
        switch status.phase {
        case .running: return ask(.pause, "pausing after this step")
        case .paused: return ask(.resume, "training goes on")
        case .preparing: say("training has not begun")
        case .stopping: say("training is stopping")
        case .finished, .failed: say("training has ended")
        }
        return []
    }

    private mutating func ask(_ request: TrainingRequest, _ promise: String) -> [Effect] {
        guard isTraining else {
            say(hasEnded ? "training has ended" : "training has not begun")
            return []
        }
        say(promise)
        return [.ask(request)]
    }

    /// A press or a drag puts the cursor, on the curves or in the film; the wheel zooms around the pointer. A click on one
    /// of the samples makes it the film's.
    fileprivate mutating func mouseOnCurves(_ event: MouseEvent) -> [Effect]? {
        let panel = LossPanel(model: self, theme: theme), layout = TrainingScreen(model: self, theme: theme).layout(size)
        let isHeld = event.button == .left && (event.action == .press || event.action == .drag)
        if isHeld, let film = layout.film, let step = FilmPanel(model: self, theme: theme).step(atX: event.x, y: event.y, film) {
            curves.move(to: Double(step), wholeRange)
            return followCursor()
        }
        if isHeld, let tile = SamplePanel(model: self, theme: theme).tile(atX: event.x, y: event.y, layout.samples) {
            return showInStrip(tile: tile)
        }
        let area = LossPanel.chartArea(layout.losses)
        guard area.contains(x: event.x, y: event.y), let step = panel.chart.x(atColumn: event.x, area: area) else {
            return nil
        }
        switch event.action {
        case .press where event.button == .left, .drag where event.button == .left: curves.move(to: step, wholeRange)
        case .wheelUp: curves.zoom(by: 0.5, around: step, wholeRange)
        case .wheelDown: curves.zoom(by: 2, around: step, wholeRange)
        default: return nil
        }
        return followCursor()
    }
}
