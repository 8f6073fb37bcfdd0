extension Collection where Element == Double {
    /// The arithmetic mean; NaN without elements.
    package var mean: Double { reduce(0, +) / Double(count) }

    /// The standard deviation of the distribution that these are a sample of: divided by count - 1.
    package var standardDeviation: Double {
        let mean = mean
        return (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(Swift.max(1, count - 1))).squareRoot()
    }
}
