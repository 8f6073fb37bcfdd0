/// A scalar over a run of ascending steps, in bounded memory.
///
/// The newest values are kept one by one. Older ones share buckets, which merge at the capacity so that each covers twice as many
/// values. A bucket has a minimum and a maximum besides the mean, and remembers values that are not finite, so a spike and a NaN survive
/// any number of merges.
package struct LossHistory: Sendable, Equatable {
    /// Values that are not finite.
    package struct NotFinite: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let nan = NotFinite(rawValue: 1), infinity = NotFinite(rawValue: 2)
        package static let negativeInfinity = NotFinite(rawValue: 4)

        init(_ value: Float) {
            self = value.isFinite ? [] : value.isNaN ? .nan : value > 0 ? .infinity : .negativeInfinity
        }
    }

    /// Consecutive values.
    package struct Bucket: Sendable, Equatable {
        /// The steps of the first and of the last value.
        package var firstStep, lastStep: Int
        /// The number of values, and of those that are finite.
        package var count: Int
        package var finiteCount: Int
        /// Of the finite values: infinity, negative infinity and 0 where there is none.
        package var minimum: Float
        package var maximum: Float
        package var sum: Double
        package var notFinite: NotFinite
        /// When the last value was logged, in seconds since 1970; 0 where that is not known.
        package var time: Double

        init(_ value: Float, step: Int, time: Double) {
            (firstStep, lastStep, count, notFinite, self.time) = (step, step, 1, NotFinite(value), time)
            let isFinite = notFinite.isEmpty
            (finiteCount, sum) = isFinite ? (1, Double(value)) : (0, 0)
            (minimum, maximum) = isFinite ? (value, value) : (.infinity, -.infinity)
        }

        /// The mean of the finite values; without one, the value that is not finite.
        package var mean: Float {
            if finiteCount > 0 { return Float(sum / Double(finiteCount)) }
            return notFinite.contains(.nan) ? .nan : notFinite == .infinity ? .infinity : -.infinity
        }

        mutating func merge(_ other: Bucket) {
            (firstStep, lastStep) = (min(firstStep, other.firstStep), max(lastStep, other.lastStep))
            count += other.count
            finiteCount += other.finiteCount
            (minimum, maximum) = (min(minimum, other.minimum), max(maximum, other.maximum))
            sum += other.sum
            notFinite.formUnion(other.notFinite)
            time = max(time, other.time)
        }
    }

    package static let capacity = 4096
    /// The newest values that stay single, and the free room after a merge.
    private static let newest = 1024, room = 512

    package private(set) var buckets: [Bucket] = []
    package private(set) var last: Float?
    /// Values that a full bucket covers.
    private var stride = 1

    package init() {}

    /// The step of the newest value; nil without values.
    package var lastStep: Int? { buckets.last?.lastStep }

    /// Adds the value of `step`; steps ascend.
    /// - Parameter time: when it was logged, in seconds since 1970; 0 where that is not known.
    /// - Complexity: O(1) amortised.
    package mutating func append(_ value: Float, step: Int, time: Double = 0) {
        last = value
        if buckets.count == Self.capacity { thin(to: Self.capacity - Self.room, sparing: Self.newest) }
        buckets.append(Bucket(value, step: step, time: time))
    }

    /// Removes the values after `step`.
    /// - Returns: whether the rest is exact: a bucket on both sides of `step` keeps its mean and range, since single values are not stored.
    @discardableResult
    package mutating func removeAll(after step: Int) -> Bool {
        guard let newest = lastStep, newest > step else { return true }
        buckets.removeAll { $0.firstStep > step }
        guard let end = buckets.indices.last else {
            last = nil
            return true
        }
        let bucket = buckets[end], isExact = bucket.lastStep <= step
        if !isExact {
            let fraction = Double(step - bucket.firstStep + 1) / Double(bucket.lastStep - bucket.firstStep + 1)
            buckets[end].count = max(Int(Double(bucket.count) * fraction), 1)
            buckets[end].finiteCount = min(bucket.finiteCount, buckets[end].count)
            let kept = Double(buckets[end].finiteCount) / Double(max(bucket.finiteCount, 1))
            (buckets[end].sum, buckets[end].lastStep) = (bucket.sum * kept, step)
        }
        last = buckets[end].mean
        return isExact
    }

    /// Merges the history's buckets to about `limit`, for a history that does not grow any more.
    mutating func thin(to limit: Int) { thin(to: limit, sparing: 0) }

    private mutating func thin(to limit: Int, sparing newest: Int) {
        while buckets.count > limit {
            let end = max(buckets.count - newest, 0)
            var merged: [Bucket] = []
            merged.reserveCapacity(Self.capacity)
            for bucket in buckets[..<end] {
                if let last = merged.indices.last, merged[last].count + bucket.count <= stride {
                    merged[last].merge(bucket)
                } else {
                    merged.append(bucket)
                }
            }
            merged += buckets[end...]
            buckets = merged
            if buckets.count > limit { stride *= 2 }
        }
    }

    /// Several histories as one with overlapping steps, in the order of the steps.
    static func combined(_ histories: [LossHistory], limit: Int) -> LossHistory {
        var all = LossHistory()
        all.buckets = histories.flatMap(\.buckets).sorted { $0.firstStep < $1.firstStep }
        (all.stride, all.last) = (histories.map(\.stride).max() ?? 1, histories.last?.last)
        all.thin(to: limit)
        return all
    }
}
