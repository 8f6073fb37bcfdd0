import Render

/// The curves of one kind, over the whole history or the zoomed part.
struct LossPanel {
    let state: TrainingState
    let shared: SharedState

    private var theme: Theme { shared.theme }

    func draw(into grid: inout CellGrid, _ layout: TrainingLayout) {
        let area = layout.losses, isWide = area.width >= 64, cursor = state.curves.cursor
        let curves = state.visibleCurves(shared.status)
        let options = [
            state.curves.window == nil ? nil : "zoomed", shared.isLogarithmic ? "log" : nil,
            shared.isSmoothed ? "smooth" : nil,
        ].compactMap(\.self)
        var title: [Panel.Part] =
            cursor.map { step in
                [.init(text: "step " + Readouts.step(step) + "  ", style: theme.style(.accent, .bold))]
            } ?? [.init(text: "\(state.kind(shared.status).rawValue)  ", style: theme.style(.text, .bold))]
        for (i, (curve, history)) in curves.enumerated() {
            if i > 0 { title.append(.init(text: "  ", style: theme.style(.dim))) }
            title += legend(curve, isWide, cursor.flatMap { history.value(at: $0) } ?? history.last)
        }
        let right = options.joined(separator: " · ")
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: title,
            right: right.isEmpty ? [] : [.init(text: right, style: theme.style(.dim), isOptional: true)])
        if curves.allSatisfy({ $0.history.buckets.isEmpty }) { return drawPreparation(into: &grid, inside) }
        layout.chart.draw(into: &grid, area: layout.chartArea)
    }

    static func chart(_ state: TrainingState, _ shared: SharedState) -> Chart {
        let theme = shared.theme
        let series = state.visibleCurves(shared.status).map { curve, history in
            ChartSeries(
                letter: curve.letter, color: theme[curve.role],
                faint: theme[curve.role].mixed(with: theme[.panel], 0.68),
                isDashed: isDashed(curve, shared), history: history, isSmoothed: shared.isSmoothed)
        }
        var chart = Chart(
            series: series, isLogarithmic: shared.isLogarithmic, marker: shared.marker, axis: theme[.border],
            label: theme[.dim], guide: shared.appearance.guide, firstX: 0)
        (chart.window, chart.cursor, chart.cursorColor) = (state.curves.window, state.curves.cursor, theme[.accent])
        chart.marks = shared.status.changes.map { change in
            let color = theme[change.author == .diagnostics ? .warning : .accent]
            return .init(x: Double(change.step), color: color, faint: color.mixed(with: theme[.panel], 0.6))
        }
        return chart
    }

    private func legend(_ curve: Curve, _ isWide: Bool, _ value: Float?) -> [Panel.Part] {
        let line = Self.isDashed(curve, shared) ? "╍" : "━"
        return [
            .init(text: line + " \(curve.letter)", style: theme.style(curve.role, .bold)),
            .init(text: isWide ? " " + curve.name : "", style: theme.style(.dim)),
            .init(text: " " + Readouts.loss(value), style: theme.style(value?.isFinite == false ? .bad : .text)),
        ]
    }

    private static func isDashed(_ curve: Curve, _ shared: SharedState) -> Bool {
        shared.colorMode == .none && curve.role == .generator
    }

    private func drawPreparation(into grid: inout CellGrid, _ inside: Rect) {
        guard case .preparing(let work) = shared.status.phase else { return }
        let text = Spinner.glyph(shared.now, ascii: shared.ascii) + " " + work
        let lines = Paragraph.wrapped(text, width: inside.width - 2)
        let width = lines.map(CellGrid.columns(of:)).max() ?? 0
        let area = Rect(
            x: inside.x + max((inside.width - width) / 2, 1),
            y: inside.y + max(inside.height - lines.count, 0) / 2, width: inside.width - 2, height: inside.height)
        Paragraph.draw(text, into: &grid, area, theme.style(.text))
    }
}
