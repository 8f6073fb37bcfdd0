import Jobs
import Render

/// One curve of the marked runs, or of the selected run.
struct RunComparison {
    let state: RunsState
    let shared: SharedState

    private static let roles: [Theme.Role] = [.generator, .discriminator, .accent, .good, .warning, .bad]

    /// The marked runs, else the selected one.
    private var runs: [RunSummary] {
        let marked = shared.runs.all.filter { shared.runs.marked.contains($0.path) }
        return marked.isEmpty ? state.selectedRun(shared).map { [$0] } ?? [] : marked
    }

    /// The colour of a run.
    func role(_ run: RunSummary) -> Theme.Role {
        let index = runs.firstIndex { $0.path == run.path } ?? 0
        return Self.roles[index % Self.roles.count]
    }

    /// The curves that any of the runs has: the score, then losses, then the others.
    private func tags(_ runs: [RunSummary]) -> [String] {
        let all = Set(runs.flatMap { $0.curves.keys }).filter { !$0.hasPrefix("time/") && !$0.hasPrefix("setting/") }
        func key(_ tag: String) -> String {
            (TrainingStatus.scoreTags.contains(tag) ? "0" : tag.hasPrefix("loss/") ? "1" : "2") + tag
        }
        return all.sorted { key($0) < key($1) }
    }

    /// The curve that is shown; nil without any.
    private var tag: String? {
        let tags = tags(runs)
        return tags.isEmpty ? nil : tags[state.curve % tags.count]
    }

    /// The runs that are drawn, with their curves.
    private var curves: [(run: RunSummary, history: LossHistory)] {
        guard let tag else { return [] }
        return runs.prefix(Self.limit).compactMap { run in
            run.curves[tag].flatMap { $0.buckets.isEmpty ? nil : (run, $0) }
        }
    }

    /// More curves cannot be told apart.
    private static let limit = 26

    private var axis: CurveAxis { shared.axis.available(for: curves.map(\.history)) }

    /// nil without curves.
    var chart: Chart? {
        let theme = shared.theme, axis = axis, curves = curves
        guard !curves.isEmpty else { return nil }
        let series = curves.enumerated().map { i, curve in
            let color = theme[role(curve.run)]
            return ChartSeries(
                letter: letter(curve.run), color: color, faint: color.mixed(with: theme[.panel], 0.75),
                isDashed: shared.colorMode == .none && i % 2 == 1 || i >= Self.roles.count, history: curve.history,
                smoothing: tag.map(TrainingStatus.scoreTags.contains) == true ? .none : shared.smoothing, axis: axis)
        }
        var chart = Chart(
            series: series, scaling: shared.scaling, marker: shared.marker, axis: theme[.border],
            label: theme[.dim], guide: shared.appearance.guide, firstX: axis.first)
        chart.xAxis = axis.chartAxis
        (chart.cursor, chart.cursorColor) = (state.curves.cursor, theme[.accent])
        return chart
    }

    /// The area of the chart, and that of the lines of names and values below it.
    func areas(_ panel: Rect) -> (chart: Rect, legend: Rect) {
        let inside = Panel.inside(panel)
        let rows = min(legend.rows(width: inside.width - 2), max(inside.height / 3, 1))
        let (upper, lower) = inside.splitTop(inside.height - (curves.isEmpty ? 0 : rows))
        return (upper.splitLeft(1).rest, lower.inset(by: 1, 0))
    }

    private var legend: CurveLegend {
        CurveLegend(
            curves.map { run, history in
                let value = state.curves.cursor.flatMap { history.bucket(at: $0, axis)?.mean } ?? history.last
                return .init(
                    letter: letter(run), role: role(run), name: run.name, value: Readouts.loss(value),
                    isFinite: value?.isFinite ?? true)
            }, theme: shared.theme)
    }

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let theme = shared.theme, chart = chart, tag = tag ?? "curves"
        let place = state.curves.cursor.map { axis.text($0) }
        let options = shared.curveOptions(isLogarithmic: chart?.isLogarithmic == true, axis: axis, isZoomed: false)
        let left = runs.count - curves.count, missing = left > 0 && !curves.isEmpty ? "  \(left) without it" : ""
        let inside = Panel(theme: theme).draw(
            into: &grid, area,
            title: [
                .init(text: tag, style: theme.style(.text, .bold), isName: true),
                .init(text: missing, style: theme.style(.dim), isOptional: true),
            ],
            right: chart == nil
                ? []
                : [
                    .init(
                        text: place ?? options.joined(separator: " · "),
                        style: theme.style(place == nil ? .dim : .accent), isOptional: true)
                ])
        guard let chart else {
            let text = runs.isEmpty ? "" : "nothing logged yet"
            Paragraph.draw(text, into: &grid, inside.inset(by: 2, 1), theme.style(.dim))
            return
        }
        let areas = areas(area)
        chart.draw(into: &grid, area: areas.chart)
        legend.draw(into: &grid, areas.legend)
    }

    private func letter(_ run: RunSummary) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(65 + (runs.firstIndex { $0.path == run.path } ?? 0) % Self.limit))
    }
}
