import Engine
import Render

/// Curves of one kind over the whole history, or the part that is zoomed to.
struct LossPanel {
    var model: Model
    var theme: Theme

    /// What is drawn now: the curves of one kind.
    private var drawn: [(curve: Curve, history: LossHistory)] { Curve.drawn(model) }

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let wide = area.width >= 64, cursor = model.curves.cursor
        let how = [model.curves.window == nil ? nil : "zoomed", model.isLogarithmic ? "log" : nil,
                   model.isSmoothed ? "smooth" : nil].compactMap(\.self)
        var title: [Panel.Part] = cursor.map { step in
            [.init(text: "step " + Numbers.grouped(Int(step)) + "  ", style: theme.style(.accent, .bold))]
        } ?? [.init(text: "\(Curve.kind(model).rawValue)  ", style: theme.style(.text, .bold))]
        for (i, (curve, history)) in drawn.enumerated() {
            if i > 0 { title.append(.init(text: "  ", style: theme.style(.dim))) }
            title += legend(curve, wide, cursor.flatMap { history.value(at: $0) } ?? history.last)
        }
        let right = how.joined(separator: " · ")
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: title,
            right: right.isEmpty ? [] : [.init(text: right, style: theme.style(.dim))])
        if drawn.allSatisfy({ $0.history.buckets.isEmpty }) { return drawWaiting(into: &grid, inside) }
        chart.draw(into: &grid, area: Self.chartArea(area))
    }

    /// Where the chart is in a panel of `area`.
    static func chartArea(_ area: Rect) -> Rect { area.inset(by: 1, 1).splitLeft(1).rest }

    var chart: Chart {
        var chart = Chart(series: drawn.map { series($0.curve, $0.history) }, isLogarithmic: model.isLogarithmic,
                          marker: model.marker, axis: theme[.border], label: theme[.dim], guide: guide, firstX: 0)
        (chart.window, chart.cursor, chart.cursorColor) = (model.curves.window, model.curves.cursor, theme[.accent])
        chart.marks = model.status.changes.map { change in
            let color = theme[change.author == .doctor ? .warning : .accent]
            return .init(x: Double(change.step), color: color, faint: color.mixed(with: theme[.panel], 0.6))
        }
        return chart
    }

    /// Without colours the guides would be as bright as the curves.
    private var guide: Color? { model.colorMode == .none ? nil : theme[.border].mixed(with: theme[.panel], 0.55) }

    private func legend(_ curve: Curve, _ wide: Bool, _ value: Float?) -> [Panel.Part] {
        let line = isDashed(curve) ? "╍" : "━"
        return [.init(text: line + " \(curve.letter)", style: theme.style(curve.role, .bold)),
                .init(text: wide ? " " + curve.name : "", style: theme.style(.dim)),
                .init(text: " " + Readouts.loss(value), style: theme.style(value?.isFinite == false ? .bad : .text))]
    }

    private func isDashed(_ curve: Curve) -> Bool { model.colorMode == .none && curve.role == .generator }

    private func series(_ curve: Curve, _ history: LossHistory) -> ChartSeries {
        ChartSeries(letter: curve.letter, color: theme[curve.role], faint: theme[curve.role].mixed(with: theme[.panel], 0.68),
                    isDashed: isDashed(curve), history: history, isSmoothed: model.isSmoothed)
    }

    private func drawWaiting(into grid: inout CellGrid, _ inside: Rect) {
        guard case .preparing(let what) = model.status.phase else { return }
        let text = Spinner.glyph(model.now, ascii: model.ascii) + " " + what
        let start = inside.x + max((inside.width - CellGrid.columns(of: text)) / 2, 1)
        grid.put(text, x: start, y: inside.y + inside.height / 2, theme.style(.text), limit: inside.width - 2)
    }
}
