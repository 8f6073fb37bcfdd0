/// A scalar over the whole history of a run, in bounded memory.
///
/// Buckets cover equal numbers of steps. At the capacity, neighboring buckets merge, and each covers twice as many steps. A bucket has a
/// minimum and a maximum besides the mean, so a spike survives any number of merges.
package struct LossHistory: Sendable, Equatable {
    /// `count` consecutive values, the first of them of step `firstStep`.
    package struct Bucket: Sendable, Equatable {
        package var firstStep: Int
        package var count: Int
        package var minimum: Float
        package var maximum: Float
        package var sum: Double

        package var mean: Float { Float(sum / Double(count)) }
    }

    package static let capacity = 4096

    package private(set) var buckets: [Bucket] = []
    package private(set) var last: Float?
    /// Steps a full bucket covers.
    package private(set) var stride = 1

    package init() {}

    /// Adds the value of `step`; steps ascend. A value that is not finite becomes `last` but enters no bucket.
    /// - Complexity: O(1) amortised.
    package mutating func append(_ value: Float, step: Int) {
        last = value
        guard value.isFinite else { return }
        if let end = buckets.indices.last, buckets[end].count < stride {
            buckets[end].count += 1
            buckets[end].minimum = min(buckets[end].minimum, value)
            buckets[end].maximum = max(buckets[end].maximum, value)
            buckets[end].sum += Double(value)
            return
        }
        if buckets.count == Self.capacity { merge() }
        buckets.append(Bucket(firstStep: step, count: 1, minimum: value, maximum: value, sum: Double(value)))
    }

    /// Removes the values after `step`.
    package mutating func removeAll(after step: Int) {
        buckets.removeAll { $0.firstStep > step }
        guard let end = buckets.indices.last else { return last = nil }
        // A bucket that extends beyond `step` keeps its mean: single values are not stored.
        let kept = min(buckets[end].count, step - buckets[end].firstStep + 1)
        buckets[end].sum *= Double(kept) / Double(buckets[end].count)
        buckets[end].count = kept
        last = buckets[end].mean
    }

    private mutating func merge() {
        buckets = Swift.stride(from: 0, to: buckets.count, by: 2).map { i in
            guard i + 1 < buckets.count else { return buckets[i] }
            let (a, b) = (buckets[i], buckets[i + 1])
            return Bucket(
                firstStep: a.firstStep, count: a.count + b.count, minimum: min(a.minimum, b.minimum),
                maximum: max(a.maximum, b.maximum), sum: a.sum + b.sum)
        }
        stride *= 2
    }
}
