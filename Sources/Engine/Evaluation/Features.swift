import Datasets

/// Feature vectors of images, one row for each.
package struct Features: Sendable, Equatable {
    package let count: Int
    /// Features in a row.
    package let width: Int
    /// (count, width).
    package let values: [Float]

    package init(width: Int, values: [Float]) {
        precondition(width > 0 && values.count % width == 0, "\(values.count) values are no whole rows of \(width)")
        (self.width, self.values, count) = (width, values, values.count / width)
    }

    package func row(_ index: Int) -> ArraySlice<Float> { values[index * width..<(index + 1) * width] }

    /// The rows `indices`, in this order.
    package func rows(_ indices: some Sequence<Int>) -> Features {
        Features(width: width, values: indices.flatMap { row($0) })
    }

    /// `limit` random rows without replacement, a function of `seed`; all rows where there are no more.
    ///
    /// Not the first rows: data in a folder is often sorted by class.
    package func sampled(_ limit: Int, seed: UInt64) -> Features {
        limit >= count ? self : rows(RandomSubset.indices(limit, of: count, seed: seed))
    }
}
