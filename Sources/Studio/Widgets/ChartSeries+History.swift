import Foundation
import Jobs
import Render

extension ChartSeries {
    /// A history as a curve: one point for each bucket, at the middle of its steps or at its time.
    /// - Parameter others: other passes over the same steps.
    init(
        letter: Unicode.Scalar, color: Color, faint: Color, isDashed: Bool, history: LossHistory,
        others: [LossHistory] = [], smoothing: Smoothing, axis: CurveAxis = .step
    ) {
        let points = Self.points(history, axis)
        self.init(
            letter: letter, color: color, faint: faint, isDashed: isDashed, points: points,
            smoothed: smoothing.fraction.map { Self.smoothed(points, over: $0) },
            others: others.map { Self.points($0, axis) })
    }

    private static func points(_ history: LossHistory, _ axis: CurveAxis) -> [Point] {
        let start = history.start
        return history.buckets.map { bucket in
            Point(
                x: axis.x(bucket, from: start), low: Double(bucket.minimum),
                mean: Double(bucket.mean), high: Double(bucket.maximum),
                notFinite: NotFinite(rawValue: bucket.notFinite.rawValue))
        }
    }

    /// Exponential moving average over a fraction of the history, so that curves of every length look equally smooth; with the bias
    /// correction of Adam (Kingma and Ba 2014), so that the start follows the first values. Values that are not finite are left out.
    /// - Complexity: O(points).
    static func smoothed(_ points: [Point], over fraction: Double) -> [Double] {
        guard let first = points.first, let last = points.last, points.count > 2 else { return points.map(\.mean) }
        let span = max((last.x - first.x) * fraction, 1e-9), start = (last.x - first.x) / Double(points.count)
        var average = 0.0, weight = 0.0, previous: Double?
        return points.map { point in
            guard point.mean.isFinite else { return point.mean }
            let keep = exp(-(previous.map { max(point.x - $0, start * 1e-3) } ?? start) / span)
            previous = point.x
            average = keep * average + (1 - keep) * point.mean
            weight = keep * weight + (1 - keep)
            return average / weight
        }
    }
}

extension LossHistory {
    /// The bucket nearest to `step`; nil for an empty history.
    func bucket(at step: Double) -> Bucket? {
        // Buckets rise, so the nearest is one of the two around the step.
        var low = 0, high = buckets.count
        while low < high {
            let middle = (low + high) / 2
            if Double(buckets[middle].firstStep) <= step { low = middle + 1 } else { high = middle }
        }
        func distance(_ i: Int) -> Double {
            max(Double(buckets[i].firstStep) - step, step - Double(buckets[i].lastStep), 0)
        }
        return [low - 1, low].filter(buckets.indices.contains).min { distance($0) < distance($1) }.map { buckets[$0] }
    }

    /// The mean of the bucket nearest to `step`; nil for an empty history.
    func value(at step: Double) -> Float? { bucket(at: step)?.mean }
}

extension LossHistory.NotFinite {
    /// The words for values that are not finite, as numbers show them.
    var words: [String] {
        [(LossHistory.NotFinite.nan, "nan"), (.infinity, "inf"), (.negativeInfinity, "-inf")].filter { contains($0.0) }
            .map(\.1)
    }
}
