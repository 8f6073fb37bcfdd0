import Render

/// The selected tag's curves, one for each log.
struct WatchCurves {
    let state: WatchState
    let shared: SharedState

    private static let roles: [Theme.Role] = [.discriminator, .generator, .accent, .good, .warning, .bad]

    private func role(_ index: Int) -> Theme.Role { Self.roles[index % Self.roles.count] }

    private static func letter(_ index: Int) -> Unicode.Scalar { Unicode.Scalar(UInt8(65 + index % 26)) }

    /// nil where no curve is selected.
    var chart: Chart? {
        let curves = state.visibleCurves(shared), theme = shared.theme
        guard !curves.isEmpty else { return nil }
        let series = curves.enumerated().map { i, curve in
            ChartSeries(
                letter: Self.letter(i), color: theme[role(i)], faint: theme[role(i)].mixed(with: theme[.panel], 0.68),
                isDashed: shared.colorMode == .none && i % 2 == 1, history: curve.history, isSmoothed: shared.isSmoothed
            )
        }
        var chart = Chart(
            series: series, isLogarithmic: shared.isLogarithmic, marker: shared.marker, axis: theme[.border],
            label: theme[.dim], guide: shared.appearance.guide)
        (chart.window, chart.cursor, chart.cursorColor) = (state.curves.window, state.curves.cursor, theme[.accent])
        return chart
    }

    func draw(_ tag: String, into grid: inout CellGrid, _ layout: WatchLayout) {
        let cursor = state.curves.cursor, theme = shared.theme
        var title: [Panel.Part] = [.init(text: tag, style: theme.style(.text, .bold))]
        for (i, curve) in state.visibleCurves(shared).enumerated() {
            let value = cursor.flatMap { curve.history.value(at: $0) } ?? curve.history.last
            title += [
                .init(text: "  ━ \(Self.letter(i))", style: theme.style(role(i), .bold)),
                .init(text: curve.name == "." ? "" : " " + curve.name, style: theme.style(.dim)),
                .init(text: " " + Readouts.loss(value), style: theme.style(.text)),
            ]
        }
        let options = [
            state.curves.window == nil ? nil : "zoomed", shared.isLogarithmic ? "log" : nil,
            shared.isSmoothed ? "smooth" : nil,
        ].compactMap(\.self).joined(separator: " · ")
        let right = cursor.map { "step " + Numbers.grouped(Int($0)) } ?? options
        Panel(theme: theme).draw(
            into: &grid, layout.detail, title: title,
            right: [.init(text: right, style: theme.style(cursor == nil ? .dim : .accent))])
        layout.chart?.draw(into: &grid, area: layout.chartArea)
    }
}
