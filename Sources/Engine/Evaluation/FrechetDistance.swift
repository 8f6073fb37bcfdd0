package import Numerics

/// The Fréchet distance between the Gaussians of two sets of features (Dowson and Landau 1982; Heusel et al. 2017):
/// |m - n|² + tr(A + B - 2 (AB)^½). Zero where means and covariances agree.
///
/// Biased upward by an amount that falls with the number of samples: compare equal numbers only.
package struct FrechetDistance: Sendable {
    private let reference: Gaussian
    private let root: SymmetricMatrix

    /// Bootstrap samples for the interval.
    private static let resamplings = 64

    package init(to reference: Gaussian) { (self.reference, root) = (reference, reference.covariance.squareRoot) }

    package func callAsFunction(_ other: Gaussian) -> Double {
        let means = zip(reference.mean, other.mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        // (AB)^½ has the trace of (A^½ B A^½)^½, which is symmetric.
        let common = other.covariance.between(root).traceOfSquareRoot
        return means + reference.covariance.trace + other.covariance.trace - 2 * common
    }

    /// The distance of `features` to the fixed reference, with a 95 % interval from the bootstrap standard error (Efron 1979).
    ///
    /// From the standard error, not from percentiles: a bootstrap sample repeats rows, so its distance is larger than that of the set.
    package func estimate(
        _ features: Features, seed: UInt64, threads: Int = ThreadPool.processors, progress: (Double) -> Void = { _ in }
    ) -> Estimate {
        let rows = Gaussian.Centred(features)
        var resampled: [Double] = []
        ThreadPool(threads).forEachResult(Self.resamplings, progress: progress) { index in
            var random = SplitMix64.Sequence(seed: SplitMix64.word(seed, UInt64(index)))
            var weights = [Int](repeating: 0, count: rows.count)
            for _ in 0..<rows.count { weights[Int.random(in: 0..<rows.count, using: &random)] += 1 }
            return self(rows.gaussian(weights: weights))
        } _: {
            resampled.append($1)
        }
        var estimate = Estimate(
            value: self(rows.gaussian()), standardError: resampled.standardDeviation, samples: features.count)
        estimate.low = max(0, estimate.low)
        return estimate
    }
}
