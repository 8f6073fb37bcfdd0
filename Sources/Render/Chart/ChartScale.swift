import Foundation

/// The scale of an axis: the position of a value, and the ticks.
struct ChartScale: Equatable {
    var low, high: Double
    var isLogarithmic: Bool
    /// The distance of ticks of a linear axis that is aligned to rows.
    private var step: Double?

    /// 0 at `low`, 1 at `high`, not clipped; nil for NaN and for values up to 0 on a logarithmic axis.
    func position(_ value: Double) -> Double? {
        guard value.isFinite else { return nil }
        guard isLogarithmic else { return (value - low) / (high - low) }
        return value > 0 ? (log10(value) - log10(low)) / (log10(high) - log10(low)) : nil
    }

    /// A scale for the curves and most of the ranges behind them.
    ///
    /// Ranges are clipped at the 2nd and 98th percentile. A linear axis ends before values that are far from nine tenths of the others, such
    /// as a spike at the start. So an outlier does not flatten the curves. Without positive values the axis is linear.
    /// - Parameter rows: rows of the plot; a linear scale is extended so that its ticks are at whole rows.
    init(columns: [[ChartSeries.Column]], isLogarithmic wanted: Bool, rows: Int) {
        let drawn = columns.joined().filter { $0.count > 0 && $0.line.isFinite }
        isLogarithmic = wanted && drawn.contains { $0.line > 0 }
        let logarithmic = isLogarithmic
        let lines = drawn.map(\.line).filter { !logarithmic || $0 > 0 }
        let lows = drawn.map(\.low).filter { $0.isFinite && (!logarithmic || $0 > 0) }.sorted()
        let highs = drawn.map(\.high).filter { $0.isFinite && (!logarithmic || $0 > 0) }.sorted()
        guard let least = lines.min(), let most = lines.max() else { (low, high) = (0, 1); return }
        low = min(least, lows.isEmpty ? least : lows[lows.count / 50])
        high = max(most, highs.isEmpty ? most : highs[highs.count - 1 - highs.count / 50])
        if !isLogarithmic, let usual = Self.usualRange(lines) {
            if least < usual.lowerBound { low = usual.lowerBound }
            if most > usual.upperBound { high = usual.upperBound }
        }

        if isLogarithmic {
            if high < low * 1.5 { (low, high) = (low / 1.3, high * 1.3) }
            let margin = pow(high / low, 0.04)
            (low, high) = (low / margin, high * margin)
        } else {
            if high - low < 1e-9 * max(abs(high), 1) { (low, high) = (low - 0.5, high + 0.5) }
            let margin = (high - low) * 0.04, startsAtZero = low >= 0 && low < 0.5 * high
            low = startsAtZero ? 0 : low - margin
            high += margin
            align(rows: rows)
        }
    }

    /// Fewer values have no outliers; and how far from the usual values, in their range, a value is one.
    private static let fewest = 20, outlying = 2.0, kept = 0.25

    /// Nine tenths of the values with a quarter of their range on both sides, where others are far from them; nil where none are, and where
    /// nine tenths of the values are equal.
    private static func usualRange(_ values: [Double]) -> ClosedRange<Double>? {
        guard values.count >= fewest else { return nil }
        let sorted = values.sorted(), edge = sorted.count / 20
        let low = sorted[edge], high = sorted[sorted.count - 1 - edge], range = high - low
        guard range > 0 else { return nil }
        let isFar = (
            below: sorted[0] < low - outlying * range, above: sorted[sorted.count - 1] > high + outlying * range
        )
        guard isFar.below || isFar.above else { return nil }
        return
            (isFar.below ? low - kept * range : sorted[0])...(isFar.above
            ? high + kept * range : sorted[sorted.count - 1])
    }

    /// Extends the scale minimally so that the distance of ticks is a whole number of rows: at least three, or two where three would
    /// leave a single tick.
    private mutating func align(rows: Int) {
        guard rows > 2 else { return }
        for closest in [3, 2] {
            var step = Self.roundStep(atLeast: (high - low) / Double(rows))
            for _ in 0..<8 {
                if let aligned = aligned(step: step, rows: rows, closest: closest) {
                    self = aligned
                    return
                }
                step = Self.roundStep(atLeast: step * 1.5)
            }
        }
    }

    /// The smallest scale around this one with ticks at least `closest` rows apart; nil for less than two ticks.
    private func aligned(step: Double, rows: Int, closest: Int) -> ChartScale? {
        var between = Int(step * Double(rows - 1) / (high - low) + 1e-9)
        while between >= closest {
            let row = step / Double(between), start = (low / row + 1e-9).rounded(.down) * row
            var scale = ChartScale(low: start, high: start + row * Double(rows - 1), isLogarithmic: false)
            scale.step = step
            if scale.high >= high - row * 1e-6 { return scale.ticks(limit: rows).count < 2 ? nil : scale }
            between -= 1
        }
        return nil
    }

    init(low: Double, high: Double, isLogarithmic: Bool) {
        (self.low, self.high, self.isLogarithmic) = (low, high, isLogarithmic)
    }

    /// At most `limit` round values between `low` and `high`, ascending, with their labels.
    func ticks(limit: Int) -> [(value: Double, label: String)] {
        guard limit > 0, high > low else { return [] }
        if isLogarithmic, let decades = decadeTicks(limit: limit) { return decades }
        let step = step ?? Self.roundStep(atLeast: (high - low) / Double(limit))
        let decimals = max(0, Int((-log10(step) - 1e-9).rounded(.up)))
        var values: [Double] = []
        var i = (low / step - 1e-9).rounded(.up)
        while i * step <= high + step * 1e-9 {
            values.append(i * step)
            i += 1
        }
        return values.map { ($0, abs($0) >= 10_000 ? Numbers.compact($0) : Numbers.fixed($0, min(decimals, 9))) }
    }

    /// 1, 2 and 5 of each decade, or fewer to stay within `limit`; nil for less than two values.
    private func decadeTicks(limit: Int) -> [(value: Double, label: String)]? {
        let first = Int(log10(low).rounded(.down)), last = Int(log10(high).rounded(.up))
        for (factors, stride) in [([1.0, 2, 5], 1), ([1.0, 3], 1), ([1.0], 1), ([1.0], 2), ([1.0], 3), ([1.0], 5)] {
            let values = Swift.stride(from: first, through: last, by: stride)
                .flatMap { decade in factors.map { $0 * pow(10, Double(decade)) } }
                .filter { $0 >= low * 0.999 && $0 <= high * 1.001 }
            if values.count < 2 { return nil }
            if values.count <= limit { return values.map { ($0, Self.powerLabel($0)) } }
        }
        return nil
    }

    private static func powerLabel(_ value: Double) -> String {
        if value >= 1000 { return Numbers.compact(value) }
        if value >= 0.001 { return Numbers.fixed(value, max(0, Int((-log10(value) - 1e-9).rounded(.up)))) }
        let exponent = Int(log10(value).rounded(.down))
        return "\(Int((value / pow(10, Double(exponent))).rounded()))e\(exponent)"
    }

    /// The smallest of 1, 2 and 5 times a power of ten that is not below `least`.
    static func roundStep(atLeast least: Double) -> Double {
        let power = pow(10, log10(least).rounded(.down))
        for factor in [1.0, 2, 5] where factor * power >= least * (1 - 1e-9) { return factor * power }
        return 10 * power
    }
}
