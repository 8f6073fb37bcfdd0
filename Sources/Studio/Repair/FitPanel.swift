import Render
import Repair

/// The errors of an iterative fit over a corner of the image: on the fitted pixels and on the validation pixels.
struct FitPanel {
    let points: [FitPoint]
    let appearance: Appearance

    /// The corner of `canvas` for the panel; nil where it would hide the image, and while there is no curve.
    private func area(in canvas: Rect) -> Rect? {
        guard points.count > 1, canvas.width >= 72, canvas.height >= 18 else { return nil }
        return Rect(x: canvas.x, y: canvas.bottom - 10, width: 36, height: 10)
    }

    func draw(into grid: inout CellGrid, _ canvas: Rect) {
        guard let area = area(in: canvas), let best = points.min(by: { $0.validation < $1.validation }) else { return }
        let theme = appearance.theme
        let inside = Panel(theme: theme).draw(
            into: &grid, area,
            title: [
                .init(text: "validation ", style: theme.style(.text, .bold)),
                .init(text: Numbers.fixed(best.validation.squareRoot(), 1) + " levels", style: theme.style(.good)),
            ])
        Chart(
            series: [series("v", .good, \.validation), series("t", .dim, \.training)], scaling: .logarithmic,
            marker: appearance.marker,
            axis: theme[.border], label: theme[.dim], guide: nil, firstX: 0
        ).draw(into: &grid, area: inside)
    }

    private func series(_ letter: Unicode.Scalar, _ role: Theme.Role, _ squaredError: KeyPath<FitPoint, Double>)
        -> ChartSeries
    {
        let color = appearance.theme[role]
        return ChartSeries(
            letter: letter, color: color, faint: color.mixed(with: appearance.theme[.panel], 0.68),
            points: points.map { point in
                let error = point[keyPath: squaredError].squareRoot()
                return .init(x: Double(point.step), low: error, mean: error, high: error)
            })
    }
}
