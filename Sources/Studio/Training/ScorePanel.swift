import Jobs
import Render
import Runs

/// The Fréchet distance over the whole history, below the curves.
struct ScorePanel {
    let state: TrainingState
    let shared: SharedState

    /// Rows of the panel, where curves and panel share `height`; nil while the run has no score and prepares none.
    static func rows(of height: Int, _ status: TrainingStatus) -> Int? {
        guard height >= 14, !status.scores.isEmpty || status.scorePreparation != nil else { return nil }
        return status.scores.count < 2 ? 3 : min(max(height / 3, 7), 14)
    }

    /// The score nearest to the cursor, else the newest one.
    private var shown: ScorePoint? {
        guard let cursor = state.curves.cursor else { return shared.status.scores.last }
        return shared.status.scores.min { abs(Double($0.step) - cursor) < abs(Double($1.step) - cursor) }
    }

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let status = shared.status, theme = shared.theme, last = shown
        let newest =
            last.map {
                [
                    Panel.Part(text: Readouts.score($0), style: theme.style(.text, .bold)),
                    Panel.Part(
                        text: state.curves.cursor == nil
                            ? " \($0.measure.name) of \(Numbers.grouped($0.samples)) samples"
                            : " \($0.measure.name) at step \(Numbers.grouped($0.step))",
                        style: theme.style(.dim)),
                ]
            } ?? []
        let best = status.best.map {
            [
                Panel.Part(
                    text: "best \(Readouts.score($0)) at \(Numbers.grouped($0.step))",
                    style: theme.style(.good),
                    isOptional: true)
            ]
        }
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: [.init(text: "score  ", style: theme.style(.text, .bold))] + newest,
            right: best ?? [])
        guard status.scores.count > 1 else {
            let text =
                status.scorePreparation.map { "\($0.stage) \(Readouts.percent($0.fraction))" }
                ?? "the curve starts with the second score"
            Paragraph.draw(text, into: &grid, inside.inset(by: 1, 0), theme.style(.dim))
            return
        }
        let axis = AxisMap(shared.axis, [status.scoreHistory])
        var chart = Chart(
            series: [
                ChartSeries(
                    letter: "S", color: theme[.good], faint: theme[.good].mixed(with: theme[.panel], 0.68),
                    isDashed: false, history: status.scoreHistory, smoothing: .none, axis: axis.axis)
            ],
            scaling: shared.scaling, marker: shared.marker, axis: theme[.border], label: theme[.dim],
            guide: nil, firstX: axis.axis.first)
        chart.xAxis = axis.axis.chartAxis
        (chart.cursor, chart.cursorColor) = (state.curves.cursor.map(axis.x), theme[.accent])
        chart.marks = status.rollbacks.map { rollback in
            .init(
                x: axis.x(ofStep: Double(rollback.to)), color: theme[.warning],
                faint: theme[.warning].mixed(with: theme[.panel], 0.6))
        }
        chart.draw(into: &grid, area: Panel.chart(area))
    }
}
