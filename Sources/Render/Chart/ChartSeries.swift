/// A curve of a chart: its points and its appearance.
package struct ChartSeries: Sendable, Equatable {
    /// Values that are not finite, which have a mark instead of a height.
    package struct NotFinite: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let nan = NotFinite(rawValue: 1), infinity = NotFinite(rawValue: 2)
        package static let negativeInfinity = NotFinite(rawValue: 4)
    }

    /// The range and the mean of the values around `x`.
    package struct Point: Sendable, Equatable {
        package var x, low, mean, high: Double
        /// The values around `x` that are not finite; without a finite one, `mean` is not finite, and the curve has a gap.
        package var notFinite: NotFinite

        package init(x: Double, low: Double, mean: Double, high: Double, notFinite: NotFinite = []) {
            (self.x, self.low, self.mean, self.high, self.notFinite) = (x, low, mean, high, notFinite)
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
    /// Other runs of points, each in ascending order of x, drawn faintly.
    package var others: [[Point]]

    package init(
        letter: Unicode.Scalar, color: Color, faint: Color, isDashed: Bool = false, points: [Point],
        smoothed: [Double]? = nil, others: [[Point]] = []
    ) {
        precondition(smoothed == nil || smoothed?.count == points.count, "a smoothed value for every point")
        (self.letter, self.color, self.faint, self.isDashed) = (letter, color, faint, isDashed)
        (self.points, self.smoothed, self.others) = (points, smoothed, others)
    }

    /// The colour of what is behind the curve: the range of its values, or other runs of points between both colours.
    func faint(_ layer: DotCanvas.Layer) -> Color { layer == .range ? faint : faint.mixed(with: color, 0.4) }

    /// The first and the last x of all points; nil without points.
    var range: ClosedRange<Double>? {
        let xs = (others + [points]).flatMap { [$0.first?.x, $0.last?.x].compactMap(\.self) }
        guard let least = xs.min(), let most = xs.max() else { return nil }
        return least...most
    }

    /// The points in a column of dots.
    struct Column {
        var low = Double.infinity, high = -Double.infinity
        var line = 0.0
        /// Points with a finite value.
        var count = 0
        var notFinite: NotFinite = []
        /// Whether a line ends here: there are points, but none with a finite value.
        var isGap: Bool { count == 0 && !notFinite.isEmpty }
    }

    /// The points from `x0` to `x1` in `count` columns; a column without points has `count` 0.
    /// - Complexity: O(points + count).
    func columns(_ count: Int, from x0: Double, to x1: Double) -> [Column] {
        Self.columns(points, smoothed, count, from: x0, to: x1)
    }

    /// The same for the other runs of points.
    func otherColumns(_ count: Int, from x0: Double, to x1: Double) -> [[Column]] {
        others.map { Self.columns($0, nil, count, from: x0, to: x1) }
    }

    private static func columns(
        _ points: [Point], _ smoothed: [Double]?, _ count: Int, from x0: Double, to x1: Double
    ) -> [Column] {
        var columns = [Column](repeating: Column(), count: count)
        guard count > 0 else { return [] }
        for (i, point) in points.enumerated() where (x0...x1).contains(point.x) {
            let position = x1 > x0 ? (point.x - x0) / (x1 - x0) * Double(count - 1) : 0
            let c = min(max(Int(position.rounded()), 0), count - 1)
            columns[c].notFinite.formUnion(point.notFinite)
            guard point.mean.isFinite else { continue }
            columns[c].low = min(columns[c].low, point.low)
            columns[c].high = max(columns[c].high, point.high)
            columns[c].line += smoothed?[i] ?? point.mean
            columns[c].count += 1
        }
        for c in columns.indices where columns[c].count > 0 { columns[c].line /= Double(columns[c].count) }
        return columns
    }
}
