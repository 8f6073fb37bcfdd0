import Render

/// The phase, progress and speed of the training.
struct StatusPanel {
    let shared: SharedState

    private var theme: Theme { shared.theme }

    /// Rows of the panel: a phase that is too long for the title is wrapped below it.
    static func rows(_ shared: SharedState) -> Int {
        let panel = StatusPanel(shared: shared), width = shared.area.width
        return 4 + (panel.fitsTitle(width) ? 0 : min(panel.phaseLines(width), max(shared.size.height / 4, 1)))
    }

    private var remaining: [Panel.Part] {
        let status = shared.status
        guard status.phase == .running || status.phase == .paused, let seconds = status.secondsRemaining else {
            return []
        }
        return [.init(text: "ETA " + Readouts.time(seconds), style: theme.style(.text, .bold))]
    }

    private func fitsTitle(_ width: Int) -> Bool {
        CellGrid.columns(of: phase.0) + 3 + Panel.columns(remaining)
            <= Panel.room(Rect(x: 0, y: 0, width: width, height: 4))
    }

    private func phaseLines(_ width: Int) -> Int { Paragraph.wrapped(phase.0, width: width - 4).count }

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let (words, role) = phase, fits = fitsTitle(area.width), style = theme.style(role, .bold)
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: [.init(text: fits ? words : "status", style: style)], right: remaining
        )
        .inset(by: 1, 0)
        let (text, rest) = inside.splitTop(max(area.height - 4, 0))
        if !fits { Paragraph.draw(words, into: &grid, text, style) }
        drawProgress(into: &grid, rest)
        if shared.status.phase == .finished { drawActions(into: &grid, rest) } else { drawFigures(into: &grid, rest) }
    }

    /// What can be done with a run that has ended, each with its key; the last ones are left out where they do not fit.
    private func drawActions(into grid: inout CellGrid, _ area: Rect) {
        let keys = shared.keys.bindings(in: .training)
        func key(_ command: Command) -> String? {
            keys.first { $0.command == command && !$0.keys.isEmpty }?.keys[0].label
        }
        let samples = shared.screens.firstIndex(of: .samples).map { String($0 + 1) }
        var evaluate = "evaluate"
        if let running = shared.evaluation, running.lines == nil {
            evaluate = "evaluating \(Readouts.time(shared.now - running.startedAt))"
        }
        let actions: [(key: String?, text: String)] = [
            (samples, "samples"), (key(.resume), isDone ? "more steps" : "continue"), (key(.evaluate), evaluate),
            (key(.newRun), "new run"), (key(.quit), "quit"),
        ]
        var x = area.x
        for case (let key?, let text) in actions where x + key.count + 1 + text.count <= area.right {
            x = grid.put(key, x: x, y: area.y + 1, theme.style(.accent, .bold))
            x = grid.put(" " + text, x: x, y: area.y + 1, theme.style(.text)) + 3
        }
    }

    /// Whether the run has done all its steps.
    private var isDone: Bool { shared.status.steps.map { shared.status.step >= $0 } ?? true }

    /// The phase as text, and its colour.
    private var phase: (String, Theme.Role) {
        let status = shared.status, spinner = Spinner.glyph(shared.now, ascii: shared.ascii)
        switch status.phase {
        case .preparing(let what): return (spinner + " preparing: " + what, .accent)
        case .running:
            // The worst issue replaces the normal text; its whole line is an event.
            if let scoring = status.scorePreparation, status.steps.map({ status.step >= $0 }) == true {
                return (
                    spinner
                        + " all steps are done; scores follow: \(scoring.stage) \(Readouts.percent(scoring.fraction))",
                    .good
                )
            }
            return status.diagnostics.first.map { ("▶ training · diagnostics: \($0.issue.rawValue)", .warning) } ?? (
                "▶ training", .good
            )
        case .paused: return ("‖ paused", .warning)
        case .stopping: return (spinner + " stopping, writing the last checkpoint", .warning)
        case .finished where !isDone:
            // The words of the list of runs.
            return ("■ stopped: \(Numbers.grouped(status.step)) steps in \(Readouts.time(status.seconds))", .dim)
        case .finished:
            return ("✓ done: \(Numbers.grouped(status.step)) steps in \(Readouts.time(status.seconds))", .good)
        case .failed: return ("✗ failed; press q", .bad)
        case .unknown(let reason): return ("? training elsewhere: " + reason, .warning)
        }
    }

    private func drawProgress(into grid: inout CellGrid, _ area: Rect) {
        let status = shared.status
        let count: String
        if let steps = status.steps {
            let whole = Numbers.grouped(steps)
            count = Numbers.grouped(status.step).leftPadded(to: whole.count) + " / " + whole
        } else {
            count = Numbers.grouped(status.step).leftPadded(to: 9)
        }
        let fraction = progress
        var x = grid.put("step ", x: area.x, y: area.y, theme.style(.dim))
        x = grid.put(count, x: x, y: area.y, theme.style(.text, .bold))
        guard let fraction else { return }
        let percent = Readouts.percent(fraction).leftPadded(to: 7)
        grid.put(percent, endingAt: area.right, y: area.y, theme.style(.text, .bold))
        ProgressBar(
            fraction: fraction, start: theme[.discriminator], end: theme[.generator],
            empty: theme[.border]
        )
        .draw(into: &grid, x: x + 2, y: area.y, width: area.right - percent.count - 1 - x - 2)
    }

    /// The fraction of steps where their number is known, else of time.
    private var progress: Double? {
        let status = shared.status
        if let steps = status.steps { return steps > 0 ? Double(status.step) / Double(steps) : 1 }
        guard let remaining = status.secondsRemaining, status.seconds + remaining > 0 else { return nil }
        return status.seconds / (status.seconds + remaining)
    }

    /// Figures in fields of fixed width, so that they do not move; those that do not fit are left out.
    private func drawFigures(into grid: inout CellGrid, _ area: Rect) {
        let status = shared.status
        // A run that does not train has no speed and no memory.
        let isAtRest = shared.showsOther && status.phase == .finished
        let speed: [(value: String, width: Int, unit: String)] =
            isAtRest
            ? []
            : [
                (Numbers.short(status.stepsPerSecond, decimals: 2), 5, "steps/s"),
                (Numbers.short(status.gigaflopsPerSecond, decimals: 1), 5, "GFLOP/s"),
                (Readouts.memory(status.memory), 6, "memory"),
            ]
        let figures = speed + [(Readouts.time(status.seconds), 5, "elapsed")]
        let widths = figures.map { max($0.width, $0.value.count) + 1 + $0.unit.count }
        let gap = min(max((area.width - widths.reduce(0, +)) / max(figures.count - 1, 1), 2), 8)
        var x = area.x
        for (figure, width) in zip(figures, widths) where x + width <= area.right {
            let value = figure.value.leftPadded(to: figure.width)
            let end = grid.put(value, x: x, y: area.y + 1, theme.style(.text, .bold))
            grid.put(" " + figure.unit, x: end, y: area.y + 1, theme.style(.dim))
            x += width + gap
        }
    }
}
