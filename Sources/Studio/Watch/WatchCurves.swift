import Jobs
import Render

/// The selected tag's curves, one for each log.
struct WatchCurves {
    let state: WatchState
    let shared: SharedState

    private static let roles: [Theme.Role] = [.discriminator, .generator, .accent, .good, .warning, .bad]

    private func role(_ index: Int) -> Theme.Role { Self.roles[index % Self.roles.count] }

    private static func letter(_ index: Int) -> Unicode.Scalar { Unicode.Scalar(UInt8(65 + index % 26)) }

    /// The shown curves with their numbers among all, which their colours and letters come from.
    private var shown: [(number: Int, curve: LoggedCurve)] {
        state.allCurves(shared).enumerated().compactMap { number, curve in
            state.selection.isShown(curve.name) ? (number, curve.curve) : nil
        }
    }

    private var axis: CurveAxis { shared.axis.available(for: shown.map(\.curve.newest)) }

    /// nil where no curve is shown.
    var chart: Chart? {
        let curves = shown, theme = shared.theme, axis = axis
        guard !curves.isEmpty else { return nil }
        let series = curves.map { i, curve in
            let passes = curve.passes.map(\.history), read = state.pass(of: curve) ?? 0
            return ChartSeries(
                letter: Self.letter(i), color: theme[role(i)], faint: theme[role(i)].mixed(with: theme[.panel], 0.68),
                isDashed: shared.colorMode == .none && i % 2 == 1,
                history: passes.indices.contains(read) ? passes[read] : LossHistory(),
                others: passes.indices.filter { $0 != read }.map { passes[$0] }, smoothing: shared.smoothing, axis: axis
            )
        }
        var chart = Chart(
            series: series, scaling: shared.scaling, marker: shared.marker, axis: theme[.border],
            label: theme[.dim], guide: shared.appearance.guide)
        chart.xAxis = axis.chartAxis
        (chart.window, chart.cursor, chart.cursorColor) = (state.curves.window, state.curves.cursor, theme[.accent])
        return chart
    }

    /// The value at the cursor, or the newest one; of many values, the mean, and the words for those that are not finite; with the pass.
    private func reading(_ curve: LoggedCurve) -> (text: String, isFinite: Bool) {
        guard let pass = state.pass(of: curve) else { return (Readouts.loss(nil), true) }
        let history = curve.passes[pass].history, passes = curve.passes.count
        let place = passes > 1 ? " pass \(pass + 1)/\(passes)" : ""
        guard let cursor = state.curves.cursor, let bucket = history.bucket(at: cursor, axis) else {
            return (Readouts.loss(history.last) + place, history.last?.isFinite ?? true)
        }
        let mean = bucket.finiteCount > 0 ? [Readouts.loss(bucket.mean)] : []
        return ((mean + bucket.notFinite.words).joined(separator: ", ") + place, bucket.notFinite.isEmpty)
    }

    /// Every run that has the tag: names and values have lines of their own below the chart, so that both are whole in a narrow panel.
    private var legend: CurveLegend {
        CurveLegend(
            state.allCurves(shared).enumerated().map { i, curve in
                let value = reading(curve.curve)
                return .init(
                    letter: Self.letter(i), role: role(i), name: curve.name, value: value.text,
                    isFinite: value.isFinite, isShown: state.selection.isShown(curve.name))
            }, theme: shared.theme)
    }

    /// Whether there is one curve of the watched folder itself, whose value has room in the title.
    private var isSingle: Bool { legend.entries.count == 1 && legend.entries[0].name == "." }

    /// The area of the chart, and that of the legend below it.
    func areas(_ panel: Rect) -> (chart: Rect, legend: Rect) {
        let inside = Panel.inside(panel)
        let rows = isSingle ? 0 : min(legend.rows(width: inside.width - 2), max(inside.height / 3, 1))
        let (upper, lower) = inside.splitTop(inside.height - rows)
        return (upper.splitLeft(1).rest, lower.inset(by: 1, 0))
    }

    func draw(_ tag: String, into grid: inout CellGrid, _ layout: WatchLayout) {
        let cursor = state.curves.cursor, theme = shared.theme, legend = legend
        var options = shared.curveOptions(
            isLogarithmic: layout.chart?.isLogarithmic == true, axis: axis, isZoomed: state.curves.window != nil)
        if shown.contains(where: { $0.curve.passes.count > 1 }) { options.insert("{ } pass", at: 0) }
        let right = cursor.map { axis.text($0) } ?? options.joined(separator: " · ")
        var value: [Panel.Part] = []
        if isSingle, let entry = legend.entries.first {
            value = [
                .init(text: "━ \(entry.letter)", style: theme.style(entry.role, .bold)),
                .init(text: " " + entry.value, style: theme.style(entry.isFinite ? .text : .bad)),
            ]
        }
        let room = layout.detail.width - 6 - CellGrid.columns(of: right) - Panel.columns(of: value) - 2
        var title = value
        if room >= 8 {
            title.insert(
                .init(
                    text: Cut.middle(tag, width: room) + (value.isEmpty ? "" : "  "), style: theme.style(.text, .bold)),
                at: 0)
        }
        let inside = Panel(theme: theme).draw(
            into: &grid, layout.detail, title: title,
            right: [.init(text: right, style: theme.style(cursor == nil ? .dim : .accent), isOptional: true)])
        let areas = areas(layout.detail)
        if let chart = layout.chart {
            chart.draw(into: &grid, area: layout.chartArea)
        } else if !legend.entries.isEmpty {
            let text = "all runs are hidden; * shows them"
            Paragraph.draw(text, into: &grid, inside.inset(by: 2, 1), theme.style(.dim))
        }
        if !isSingle { legend.draw(into: &grid, areas.legend, selected: state.runIndex(legend.entries.map(\.name))) }
    }
}
