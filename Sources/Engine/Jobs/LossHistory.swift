/// A scalar over the whole history of a run, in bounded memory.
///
/// Buckets cover equal numbers of steps; when `capacity` is reached, neighbours merge and each covers twice as many.
/// A bucket keeps its minimum and maximum beside its mean, so a spike survives any number of merges.
public struct LossHistory: Sendable, Equatable {
    /// `count` neighbouring values, the first of them recorded at step `firstStep`.
    public struct Bucket: Sendable, Equatable {
        public var firstStep: Int
        public var count: Int
        public var minimum: Float
        public var maximum: Float
        public var sum: Double

        public var mean: Float { Float(sum / Double(count)) }
    }

    public static let capacity = 4096

    public private(set) var buckets: [Bucket] = []
    public private(set) var last: Float?
    /// Steps a full bucket covers.
    public private(set) var stride = 1

    public init() {}

    /// Adds the value of `step`; steps rise. Not-a-number is kept as the newest value but not drawn.
    /// - Complexity: O(1) amortised.
    public mutating func append(_ value: Float, step: Int) {
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

    /// Takes back what came after `step`.
    public mutating func forget(after step: Int) {
        buckets.removeAll { $0.firstStep > step }
        guard let end = buckets.indices.last else { return last = nil }
        // Of a bucket that goes on beyond it the mean is kept: single values are not known any more.
        let kept = min(buckets[end].count, step - buckets[end].firstStep + 1)
        buckets[end].sum *= Double(kept) / Double(buckets[end].count)
        buckets[end].count = kept
        last = buckets[end].mean
    }

    private mutating func merge() {
        buckets = Swift.stride(from: 0, to: buckets.count, by: 2).map { i in
            guard i + 1 < buckets.count else { return buckets[i] }
            let (a, b) = (buckets[i], buckets[i + 1])
            return Bucket(firstStep: a.firstStep, count: a.count + b.count, minimum: min(a.minimum, b.minimum),
                          maximum: max(a.maximum, b.maximum), sum: a.sum + b.sum)
        }
        stride *= 2
    }
}
