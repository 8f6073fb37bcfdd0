/// A measured value with its 95 % confidence interval and the number of samples.
package struct Estimate: Sendable, Equatable, Codable {
    package var value: Double
    /// The ends of the 95 % confidence interval.
    package var low: Double
    package var high: Double
    /// Samples it was measured on.
    package var samples: Int

    package init(value: Double, low: Double, high: Double, samples: Int) {
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

    /// The fraction `hits` of `trials` with Wilson's interval (1927), which stays within 0...1 and is right for
    /// fractions near both ends.
    package init(hits: Int, of trials: Int) {
        precondition(trials > 0 && hits >= 0 && hits <= trials, "\(hits) of \(trials)")
        self.init(fraction: Double(hits) / Double(trials), of: trials)
    }

    /// The mean of `trials` independent values of 0...1, with Wilson's interval of the fraction of as many hits and misses, which vary most
    /// of all such values: the interval is never too narrow.
    package init(fraction p: Double, of trials: Int) {
        precondition(trials > 0 && (0...1).contains(p), "\(p) of \(trials)")
        let (n, z) = (Double(trials), 1.96)
        let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        let radius = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        // Rounding would move the ends off 0 and 1.
        let low = p == 0 ? 0 : middle - radius, high = p == 1 ? 1 : middle + radius
        self.init(value: p, low: low, high: high, samples: trials)
    }
}
