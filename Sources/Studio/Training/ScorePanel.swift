import Jobs
import Render

/// The Fréchet distance over the whole history, below the curves.
struct ScorePanel {
    let shared: SharedState

    /// Rows of the panel, where curves and panel share `height`; nil while the run has no score and prepares none.
    static func rows(of height: Int, _ status: TrainingStatus) -> Int? {
        guard height >= 14, !status.scores.isEmpty || status.scorePreparation != nil else { return nil }
        return status.scores.count < 2 ? 3 : min(max(height / 3, 7), 14)
    }

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let status = shared.status, theme = shared.theme, last = status.scores.last
        let newest =
            last.map {
                [
                    Panel.Part(text: Readouts.score($0), style: theme.style(.text, .bold)),
                    Panel.Part(
                        text: " \($0.measure.name) of \(Numbers.grouped($0.samples)) samples", style: theme.style(.dim)),
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
        let points = status.scores.map {
            ChartSeries.Point(x: Double($0.step), low: $0.value, mean: $0.value, high: $0.value)
        }
        var chart = Chart(
            series: [
                ChartSeries(
                    letter: "F", color: theme[.good], faint: theme[.good].mixed(with: theme[.panel], 0.68),
                    points: points)
            ],
            isLogarithmic: shared.isLogarithmic, marker: shared.marker, axis: theme[.border], label: theme[.dim],
            guide: nil, firstX: 0)
        chart.marks = status.rollbacks.map { rollback in
            .init(
                x: Double(rollback.to), color: theme[.warning], faint: theme[.warning].mixed(with: theme[.panel], 0.6))
        }
        chart.draw(into: &grid, area: Panel.chart(area))
    }
}
