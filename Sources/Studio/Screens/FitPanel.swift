import Engine
import Render

/// How a fit goes, over a corner of the picture: the error on the pixels it sees and on those held out of it.
struct FitPanel {
    var points: [RepairCurvePoint]
    var marker: Chart.Marker
    var theme: Theme

    /// The corner of `canvas` that it takes; nil where that would hide the picture, and while there is no curve.
    func place(in canvas: Rect) -> Rect? {
        guard points.count > 1, canvas.width >= 72, canvas.height >= 18 else { return nil }
        return Rect(x: canvas.x, y: canvas.bottom - 10, width: 36, height: 10)
    }

    func draw(into grid: inout CellGrid, _ canvas: Rect) {
        guard let area = place(in: canvas), let best = points.min(by: { $0.held < $1.held }) else { return }
        let inside = Panel(theme: theme).draw(into: &grid, area, title: [.init(text: "held out ", style: theme.style(.text, .bold)),
                                                                         .init(text: Numbers.fixed(best.held.squareRoot(), 1) + " levels", style: theme.style(.good))])
        Chart(series: [series("h", .good) { $0.held }, series("f", .dim) { $0.fitted }], isLogarithmic: true, marker: marker, axis: theme[.border],
              label: theme[.dim], guide: nil, firstX: 0).draw(into: &grid, area: inside)
    }

    private func series(_ letter: Unicode.Scalar, _ role: Theme.Role, _ square: (RepairCurvePoint) -> Double) -> ChartSeries {
        ChartSeries(letter: letter, color: theme[role], faint: theme[role].mixed(with: theme[.panel], 0.68), points: points.map { point in
            let error = square(point).squareRoot()
            return .init(x: Double(point.step), low: error, mean: error, high: error)
        })
    }
}
