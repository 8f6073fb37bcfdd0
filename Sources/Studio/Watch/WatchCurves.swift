import Jobs
import Render

/// The selected tag's curves, one for each log.
struct WatchCurves {
    let state: WatchState
    let shared: SharedState

    private static let roles: [Theme.Role] = [.discriminator, .generator, .accent, .good, .warning, .bad]
    /// Columns of a log's name in the title.
    private static let nameWidth = 20

    private func role(_ index: Int) -> Theme.Role { Self.roles[index % Self.roles.count] }

    private static func letter(_ index: Int) -> Unicode.Scalar { Unicode.Scalar(UInt8(65 + index % 26)) }

    /// nil where no curve is selected.
    var chart: Chart? {
        let curves = state.visibleCurves(shared), theme = shared.theme
        guard !curves.isEmpty else { return nil }
        let series = curves.enumerated().map { i, curve in
            let passes = curve.curve.passes.map(\.history), read = state.pass(of: curve.curve) ?? 0
            return ChartSeries(
                letter: Self.letter(i), color: theme[role(i)], faint: theme[role(i)].mixed(with: theme[.panel], 0.68),
                isDashed: shared.colorMode == .none && i % 2 == 1,
                history: passes.indices.contains(read) ? passes[read] : LossHistory(),
                others: passes.indices.filter { $0 != read }.map { passes[$0] }, isSmoothed: shared.isSmoothed)
        }
        var chart = Chart(
            series: series, isLogarithmic: shared.isLogarithmic, marker: shared.marker, axis: theme[.border],
            label: theme[.dim], guide: shared.appearance.guide)
        (chart.window, chart.cursor, chart.cursorColor) = (state.curves.window, state.curves.cursor, theme[.accent])
        return chart
    }

    /// The value at the cursor, or the newest one; of many values, the mean, and the words for those that are not finite.
    private func reading(_ curve: LoggedCurve) -> (text: String, isFinite: Bool) {
        guard let pass = state.pass(of: curve) else { return (Readouts.loss(nil), true) }
        let history = curve.passes[pass].history
        guard let cursor = state.curves.cursor, let bucket = history.bucket(at: cursor) else {
            return (Readouts.loss(history.last), history.last?.isFinite ?? true)
        }
        let mean = bucket.finiteCount > 0 ? [Readouts.loss(bucket.mean)] : []
        return ((mean + bucket.notFinite.words).joined(separator: ", "), bucket.notFinite.isEmpty)
    }

    func draw(_ tag: String, into grid: inout CellGrid, _ layout: WatchLayout) {
        let cursor = state.curves.cursor, theme = shared.theme, curves = state.visibleCurves(shared)
        let options = [
            curves.contains { $0.curve.passes.count > 1 } ? "{ } pass" : nil,
            state.curves.window == nil ? nil : "zoomed", shared.isLogarithmic ? "log" : nil,
            shared.isSmoothed ? "smooth" : nil,
        ].compactMap(\.self).joined(separator: " · ")
        let right = cursor.map { "step " + Readouts.step($0) } ?? options
        // The logs' names are what the list does not show: they stay where the panel is narrow.
        let room = layout.detail.width - 6 - CellGrid.columns(of: right)
        let titles = [(true, true), (false, true), (false, false)].lazy.map {
            self.title($0 ? tag : nil, values: $1, width: room)
        }
        let title = titles.first { $0.reduce(0) { $0 + CellGrid.columns(of: $1.text) } <= room } ?? Array(titles)[2]
        Panel(theme: theme).draw(
            into: &grid, layout.detail, title: title,
            right: [.init(text: right, style: theme.style(cursor == nil ? .dim : .accent), isOptional: true)])
        layout.chart?.draw(into: &grid, area: layout.chartArea)
    }

    /// The selected tag, nil to leave it out, and each log with its letter, its name and perhaps its value.
    private func title(_ tag: String?, values: Bool, width: Int) -> [Panel.Part] {
        let theme = shared.theme, curves = state.visibleCurves(shared)
        var title: [Panel.Part] =
            tag.map { [.init(text: Cut.middle($0, width: max(width / 2, 8)) + "  ", style: theme.style(.text, .bold))] }
            ?? []
        // Many logs share the columns.
        let names = Cut.apart(curves.map(\.name), width: min(Self.nameWidth, max(width / max(curves.count, 1) - 6, 4)))
        for (i, curve) in curves.enumerated() {
            let passes = curve.curve.passes.count, value = reading(curve.curve)
            title += [
                .init(text: (i > 0 ? "  " : "") + "━ \(Self.letter(i))", style: theme.style(role(i), .bold)),
                .init(text: names[i] == "." ? "" : " " + names[i], style: theme.style(.dim)),
            ]
            if values { title.append(.init(text: " " + value.text, style: theme.style(value.isFinite ? .text : .bad))) }
            if passes > 1, let pass = state.pass(of: curve.curve) {
                title.append(.init(text: " pass \(pass + 1)/\(passes)", style: theme.style(.dim)))
            }
        }
        return title
    }
}
