import Glibc

/// A measured number with what it was measured on and how far it can be trusted.
public struct Estimate: Sendable, Equatable, Codable {
    public var value: Double
    /// The ends of the 95 % interval.
    public var low: Double
    public var high: Double
    /// Samples it was measured on.
    public var samples: Int

    public init(value: Double, low: Double, high: Double, samples: Int) {
        (self.value, self.low, self.high, self.samples) = (value, low, high, samples)
    }

    /// An interval of `factor` standard errors to each side; 1.96 is 95 % of a normal distribution.
    package init(value: Double, standardError: Double, factor: Double = 1.96, samples: Int) {
        self.init(
            value: value, low: value - factor * standardError, high: value + factor * standardError, samples: samples)
    }

    /// The same in another unit.
    package func scaled(by factor: Double) -> Estimate {
        Estimate(value: value * factor, low: low * factor, high: high * factor, samples: samples)
    }

    /// The share `hits` of `trials` with Wilson's interval (1927), which stays within 0...1 and holds for shares near
    /// both.
    package init(hits: Int, of trials: Int) {
        precondition(trials > 0 && hits >= 0 && hits <= trials, "\(hits) of \(trials)")
        let (n, p, z) = (Double(trials), Double(hits) / Double(trials), 1.96)
        let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        let reach = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        // At the ends rounding would leave a trace.
        let low = hits == 0 ? 0 : middle - reach, high = hits == trials ? 1 : middle + reach
        self.init(value: p, low: low, high: high, samples: trials)
    }
}

extension Collection where Element == Double {
    /// Sum / count.
    var mean: Double { reduce(0, +) / Double(count) }

    /// The standard deviation of which these are a sample: divided by count - 1.
    var deviation: Double {
        let mean = mean
        return (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(Swift.max(1, count - 1))).squareRoot()
    }
}
