/// A curve of a chart: its points and its appearance.
package struct ChartSeries: Sendable, Equatable {
    /// The range and the mean of the values around `x`.
    package struct Point: Sendable, Equatable {
        package var x, low, mean, high: Double

        package init(x: Double, low: Double, mean: Double, high: Double) {
            (self.x, self.low, self.mean, self.high) = (x, low, mean, high)
        }
    }

    /// The label at the end of the curve, and its marker in ASCII charts.
    package var letter: Unicode.Scalar
    package var color: Color
    /// The colour of the range behind the curve.
    package var faint: Color
    /// Drawn with gaps, to distinguish curves without colours.
    package var isDashed: Bool
    /// In ascending order of x.
    package var points: [Point]
    /// The values of the curve, one for each point; nil for the points' means.
    package var smoothed: [Double]?

    package init(
        letter: Unicode.Scalar, color: Color, faint: Color, isDashed: Bool = false, points: [Point],
        smoothed: [Double]? = nil
    ) {
        precondition(smoothed == nil || smoothed?.count == points.count, "a smoothed value for every point")
        (self.letter, self.color, self.faint, self.isDashed) = (letter, color, faint, isDashed)
        (self.points, self.smoothed) = (points, smoothed)
    }

    /// The points in a column of dots.
    struct Column {
        var low = Double.infinity, high = -Double.infinity
        var line = 0.0
        var count = 0
    }

    /// The points from `x0` to `x1` in `count` columns; a column without points has `count` 0.
    /// - Complexity: O(points + count).
    func columns(_ count: Int, from x0: Double, to x1: Double) -> [Column] {
        var columns = [Column](repeating: Column(), count: count)
        guard count > 0 else { return [] }
        for (i, point) in points.enumerated() where (x0...x1).contains(point.x) {
            let position = x1 > x0 ? (point.x - x0) / (x1 - x0) * Double(count - 1) : 0
            let c = min(max(Int(position.rounded()), 0), count - 1)
            columns[c].low = min(columns[c].low, point.low)
            columns[c].high = max(columns[c].high, point.high)
            columns[c].line += smoothed?[i] ?? point.mean
            columns[c].count += 1
        }
        for c in columns.indices where columns[c].count > 0 { columns[c].line /= Double(columns[c].count) }
        return columns
    }
}
