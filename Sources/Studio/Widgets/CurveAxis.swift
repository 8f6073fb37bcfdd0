import Foundation
import Jobs
import Render

/// What the x axis of curves shows.
package enum CurveAxis: String, Sendable, CaseIterable {
    case step
    /// Time since the first value of a run, its pauses included.
    case relativeTime = "relative time"
    case wallClock = "wall clock"

    var next: CurveAxis {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// The axis for curves of `histories`: steps where a log has no times.
    func available(for histories: [LossHistory]) -> CurveAxis {
        histories.contains { $0.buckets.first.map { $0.time > 0 } ?? false } ? self : .step
    }

    /// The axis of a chart.
    var chartAxis: Chart.XAxis {
        switch self {
        case .step: .number
        case .relativeTime: .duration
        case .wallClock: .clock(offset: Self.offset)
        }
    }

    /// Where the axis starts, unless there is a point further left; nil for the first point.
    var first: Double? { self == .wallClock ? nil : 0 }

    /// Seconds from UTC to the local time.
    static let offset = Double(TimeZone.current.secondsFromGMT())

    /// The x of a bucket of a history that begins at the time `start`.
    func x(_ bucket: LossHistory.Bucket, from start: Double) -> Double {
        switch self {
        case .step: (Double(bucket.firstStep) + Double(bucket.lastStep)) / 2
        case .relativeTime: bucket.time - start
        case .wallClock: bucket.time
        }
    }

    /// A cursor's place in words: "step 1,200", "0:30", "14:05:30".
    func text(_ x: Double) -> String {
        switch self {
        case .step: "step " + Readouts.step(x)
        case .relativeTime: "time " + TimeTicks.duration(x)
        case .wallClock: TimeTicks.clock(x, offset: Self.offset, span: nil)
        }
    }
}

/// Between the steps of a run and the x of a chart.
struct AxisMap: Sendable {
    let axis: CurveAxis
    private let history: LossHistory

    /// - Parameter histories: the curves of the chart; the longest decides.
    init(_ axis: CurveAxis, _ histories: [LossHistory]) {
        self.axis = axis.available(for: histories)
        history = histories.max { $0.buckets.count < $1.buckets.count } ?? LossHistory()
    }

    /// The x of a step.
    func x(ofStep step: Double) -> Double {
        guard axis != .step, let bucket = history.bucket(at: step) else { return step }
        return axis.x(bucket, from: history.start)
    }

    /// The step at an x.
    func step(ofX x: Double) -> Double {
        guard axis != .step, let bucket = history.bucket(at: x, axis) else { return x }
        return Double(bucket.lastStep)
    }

    func range(_ steps: ClosedRange<Double>) -> ClosedRange<Double> {
        let low = x(ofStep: steps.lowerBound), high = x(ofStep: steps.upperBound)
        return min(low, high)...max(low, high)
    }
}

extension LossHistory {
    /// The time of the first value.
    var start: Double { buckets.first?.time ?? 0 }

    /// The bucket nearest to an x of an axis; nil for an empty history.
    func bucket(at x: Double, _ axis: CurveAxis) -> Bucket? {
        if axis == .step { return bucket(at: x) }
        let start = start
        return buckets.min { abs(axis.x($0, from: start) - x) < abs(axis.x($1, from: start) - x) }
    }
}
