/// One curve of a chart: what was measured at each x, and how to tell it from the others.
public struct ChartSeries: Sendable, Equatable {
    /// What became of the values around `x`: their range and their mean.
    public struct Point: Sendable, Equatable {
        public var x, low, mean, high: Double

        public init(x: Double, low: Double, mean: Double, high: Double) {
            (self.x, self.low, self.mean, self.high) = (x, low, mean, high)
        }
    }

    /// Stands at the end of the curve and, where dots are not to be had, is what it is drawn with.
    public var letter: Unicode.Scalar
    public var color: Color
    /// The colour of the range behind the curve.
    public var faint: Color
    /// Drawn with gaps: tells curves apart where there are no colours.
    public var isDashed: Bool
    /// In rising order of x.
    public var points: [Point]
    /// What is drawn as the curve instead of the points' means; as long as `points` when given.
    public var smoothed: [Double]?

    public init(letter: Unicode.Scalar, color: Color, faint: Color, isDashed: Bool = false, points: [Point],
                smoothed: [Double]? = nil) {
        precondition(smoothed == nil || smoothed?.count == points.count, "a smoothed value for every point")
        (self.letter, self.color, self.faint, self.isDashed) = (letter, color, faint, isDashed)
        (self.points, self.smoothed) = (points, smoothed)
    }

    /// What a column of dots shows.
    struct Column {
        var low = Double.infinity, high = -Double.infinity
        var line = 0.0
        var count = 0
    }

    /// The points from `x0` to `x1` gathered into `count` columns; a column without points has `count` 0.
    /// - Complexity: O(points + count).
    func columns(_ count: Int, from x0: Double, to x1: Double) -> [Column] {
        var columns = [Column](repeating: Column(), count: count)
        guard count > 0 else { return [] }
        for (i, point) in points.enumerated() where (x0...x1).contains(point.x) {
            let place = x1 > x0 ? (point.x - x0) / (x1 - x0) * Double(count - 1) : 0
            let c = min(max(Int(place.rounded()), 0), count - 1)
            columns[c].low = min(columns[c].low, point.low)
            columns[c].high = max(columns[c].high, point.high)
            columns[c].line += smoothed?[i] ?? point.mean
            columns[c].count += 1
        }
        for c in columns.indices where columns[c].count > 0 { columns[c].line /= Double(columns[c].count) }
        return columns
    }
}
