import Foundation
import Jobs
import Render

extension ChartSeries {
    /// A history as a curve: one point for each bucket, at the middle of its steps.
    init(letter: Unicode.Scalar, color: Color, faint: Color, isDashed: Bool, history: LossHistory, isSmoothed: Bool) {
        let points = history.buckets.map { bucket in
            Point(
                x: Double(bucket.firstStep) + Double(bucket.count - 1) / 2, low: Double(bucket.minimum),
                mean: Double(bucket.mean), high: Double(bucket.maximum))
        }
        self.init(
            letter: letter, color: color, faint: faint, isDashed: isDashed, points: points,
            smoothed: isSmoothed ? Self.smoothed(points) : nil)
    }

    /// Exponential moving average over 1/40 of the history, so that curves of every length look equally smooth; with the bias
    /// correction of Adam (Kingma and Ba 2014), so that the start follows the first values.
    /// - Complexity: O(points).
    static func smoothed(_ points: [Point]) -> [Double] {
        guard let first = points.first, let last = points.last, points.count > 2 else { return points.map(\.mean) }
        let span = max((last.x - first.x) / 40, 1e-9)
        var average = 0.0, weight = 0.0, previous = first.x
        return points.map { point in
            let keep = exp(-max(point.x - previous, (last.x - first.x) / Double(points.count)) / span)
            previous = point.x
            average = keep * average + (1 - keep) * point.mean
            weight = keep * weight + (1 - keep)
            return average / weight
        }
    }
}

extension LossHistory {
    /// The mean of the bucket nearest to `step`; nil for an empty history.
    func value(at step: Double) -> Float? {
        // Buckets rise, so the nearest is one of the two around the step.
        var low = 0, high = buckets.count
        while low < high {
            let middle = (low + high) / 2
            if Double(buckets[middle].firstStep) <= step { low = middle + 1 } else { high = middle }
        }
        let near = [low - 1, low].filter(buckets.indices.contains)
        return near.min { abs(Double(buckets[$0].firstStep) - step) < abs(Double(buckets[$1].firstStep) - step) }
            .map { buckets[$0].mean }
    }
}
