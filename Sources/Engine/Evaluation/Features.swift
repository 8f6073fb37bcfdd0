/// What a network says of pictures: one row of numbers for each.
public struct Features: Sendable, Equatable {
    public let count: Int
    /// Numbers in a row.
    public let width: Int
    /// (count, width).
    public let values: [Float]

    public init(width: Int, values: [Float]) {
        precondition(width > 0 && values.count % width == 0, "\(values.count) numbers are no whole rows of \(width)")
        (self.width, self.values, count) = (width, values, values.count / width)
    }

    package func row(_ index: Int) -> ArraySlice<Float> { values[index * width..<(index + 1) * width] }

    /// The rows `indices`, in this order.
    package func rows(_ indices: some Sequence<Int>) -> Features {
        Features(width: width, values: indices.flatMap { row($0) })
    }

    /// `wanted` rows picked by `seed`, each at most once; all where there are no more.
    ///
    /// Picked, not the first: data in a folder often lies class after class.
    package func picked(_ wanted: Int, seed: UInt64) -> Features {
        wanted >= count ? self : rows(Pick.indices(wanted, of: count, seed: seed))
    }
}

/// A choice among many, as a function of a seed.
enum Pick {
    /// `wanted` different numbers of `0..<count`, in mixed order; all of them where there are no more.
    static func indices(_ wanted: Int, of count: Int, seed: UInt64) -> [Int] {
        let order = Permutation(count: count, key: SeededMixing.word(seed, UInt64(count)))
        return (0..<min(wanted, count)).map { order[$0] }
    }
}
