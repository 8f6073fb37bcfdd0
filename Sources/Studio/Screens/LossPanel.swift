import Engine
import Render

/// Both losses over the whole history.
struct LossPanel {
    var model: Model
    var theme: Theme

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let status = model.status
        let wide = area.width >= 64
        let how = [model.isLogarithmic ? "log" : nil, model.isSmoothed ? "smooth" : nil].compactMap(\.self)
        let inside = Panel(theme: theme).draw(
            into: &grid, area,
            title: [.init(text: "losses  ", style: theme.style(.text, .bold))]
                + legend("D", wide ? "discriminator" : nil, .discriminator, status.discriminatorLoss.last)
                + [.init(text: "  ", style: theme.style(.dim))]
                + legend("G", wide ? "generator" : nil, .generator, status.generatorLoss.last),
            right: how.isEmpty ? [] : [.init(text: how.joined(separator: " · "), style: theme.style(.dim))])

        if status.discriminatorLoss.buckets.isEmpty, status.generatorLoss.buckets.isEmpty {
            drawWaiting(into: &grid, inside)
            return
        }
        var chart = Chart(series: [series("D", .discriminator, status.discriminatorLoss),
                                   series("G", .generator, status.generatorLoss)],
                          isLogarithmic: model.isLogarithmic, marker: model.marker, axis: theme[.border],
                          label: theme[.dim], guide: guide, firstX: 0)
        chart.marks = status.changes.map { change in
            let color = theme[change.author == .doctor ? .warning : .accent]
            return .init(x: Double(change.step), color: color, faint: color.mixed(with: theme[.panel], 0.6))
        }
        chart.draw(into: &grid, area: inside.splitLeft(1).rest)
    }

    /// Without colours the guides would be as bright as the curves.
    private var guide: Color? { model.colorMode == .none ? nil : theme[.border].mixed(with: theme[.panel], 0.55) }

    private func legend(_ letter: String, _ name: String?, _ role: Theme.Role, _ value: Float?) -> [Panel.Part] {
        let line = model.colorMode == .none && role == .generator ? "╍" : "━"
        return [.init(text: line + " " + letter, style: theme.style(role, .bold)),
                .init(text: name.map { " " + $0 } ?? "", style: theme.style(.dim)),
                .init(text: " " + Readouts.loss(value), style: theme.style(value?.isFinite == false ? .bad : .text))]
    }

    private func series(_ letter: Unicode.Scalar, _ role: Theme.Role, _ history: LossHistory) -> ChartSeries {
        ChartSeries(letter: letter, color: theme[role], faint: theme[role].mixed(with: theme[.panel], 0.68),
                    isDashed: model.colorMode == .none && role == .generator, history: history,
                    isSmoothed: model.isSmoothed)
    }

    private func drawWaiting(into grid: inout CellGrid, _ inside: Rect) {
        guard case .preparing(let what) = model.status.phase else { return }
        let text = Spinner.glyph(model.now, ascii: model.ascii) + " " + what
        let start = inside.x + max((inside.width - CellGrid.columns(of: text)) / 2, 1)
        grid.put(text, x: start, y: inside.y + inside.height / 2, theme.style(.text), limit: inside.width - 2)
    }
}
