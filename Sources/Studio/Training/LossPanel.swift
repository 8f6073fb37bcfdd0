import Render

/// The curves of one kind, over the whole history or the zoomed part.
struct LossPanel {
    let state: TrainingState
    let shared: SharedState

    private var theme: Theme { shared.theme }

    func draw(into grid: inout CellGrid, _ layout: TrainingLayout) {
        let area = layout.losses, cursor = state.curves.cursor
        let curves = state.visibleCurves(shared.status)
        let right = shared.curveOptions(
            isLogarithmic: layout.chart.isLogarithmic, axis: layout.axis.axis, isZoomed: state.curves.window != nil
        ).joined(separator: " · ")
        let place: Panel.Part =
            cursor.map { step in
                .init(text: layout.axis.axis.text(layout.axis.x(ofStep: step)), style: theme.style(.accent, .bold))
            } ?? .init(text: state.kind(shared.status).rawValue, style: theme.style(.text, .bold))
        func title(_ names: KeyPath<Curve, String>) -> [Panel.Part] {
            curves.flatMap { curve, history in
                legend(curve, curve[keyPath: names], cursor.flatMap { history.value(at: $0) } ?? history.last)
            }
        }
        // Values stay where the panel is narrow, then the place of the cursor, then names, then the kind, then the options.
        let names: [KeyPath<Curve, String>] = [\.name, \.short, \.least], room = area.width - 6
        let whole = names.map { [place] + title($0) }, bare = names.map { Array(title($0)) }
        let small = cursor == nil ? [whole[1], bare[1], whole[2]] : [whole[1], whole[2], bare[1]]
        var shown =
            whole.prefix(2).first { Panel.columns(of: $0) <= room - CellGrid.columns(of: right) - 3 }
            ?? small.first { Panel.columns(of: $0) <= room } ?? bare[2]
        // Without a place before it, the first curve needs no distance.
        if shown.first?.text.hasPrefix("  ") == true { shown[0].text.removeFirst(2) }
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: shown,
            right: right.isEmpty ? [] : [.init(text: right, style: theme.style(.dim), isOptional: true)])
        if curves.allSatisfy({ $0.history.buckets.isEmpty }) { return drawPreparation(into: &grid, inside) }
        layout.chart.draw(into: &grid, area: layout.chartArea)
    }

    static func chart(_ state: TrainingState, _ shared: SharedState, _ axis: AxisMap) -> Chart {
        let theme = shared.theme
        let series = state.visibleCurves(shared.status).map { curve, history in
            ChartSeries(
                letter: curve.letter, color: theme[curve.role],
                faint: theme[curve.role].mixed(with: theme[.panel], 0.68),
                isDashed: isDashed(curve, shared), history: history, smoothing: shared.smoothing,
                axis: axis.axis)
        }
        var chart = Chart(
            series: series, scaling: shared.scaling, marker: shared.marker, axis: theme[.border],
            label: theme[.dim], guide: shared.appearance.guide, firstX: axis.axis.first)
        chart.xAxis = axis.axis.chartAxis
        (chart.window, chart.cursor) = (state.curves.window.map(axis.range), state.curves.cursor.map(axis.x))
        chart.cursorColor = theme[.accent]
        chart.marks = shared.status.changes.map { change in
            let color = theme[change.author == .diagnostics ? .warning : .accent]
            return .init(
                x: axis.x(ofStep: Double(change.step)), color: color, faint: color.mixed(with: theme[.panel], 0.6))
        }
        return chart
    }

    private func legend(_ curve: Curve, _ name: String, _ value: Float?) -> [Panel.Part] {
        let line = Self.isDashed(curve, shared) ? "╍" : "━"
        return [
            .init(text: "  " + line + " ", style: theme.style(curve.role, .bold)),
            .init(text: name, style: theme.style(curve.role)),
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
