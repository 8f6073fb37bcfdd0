package import Numerics

/// The normal distribution with the mean and the covariance of some features.
package struct Gaussian: Sendable, Equatable {
    package var mean: [Double]
    package var covariance: SymmetricMatrix

    package init(mean: [Double], covariance: SymmetricMatrix) { (self.mean, self.covariance) = (mean, covariance) }

    /// The fit to all rows with equal weights.
    package init(_ features: Features) { self = Centred(features).gaussian() }

    /// Centered features in double precision, for many fits with different weights.
    package struct Centred: Sendable {
        private let mean: [Double]
        /// Rows, padded with zeros to whole vectors.
        private let rows: [SIMD8<Double>]
        private let vectors: Int
        package let count: Int

        package init(_ features: Features) {
            let width = features.width, count = features.count
            precondition(count > 1, "a covariance needs two rows")
            var mean = [Double](repeating: 0, count: width)
            for (i, value) in features.values.enumerated() { mean[i % width] += Double(value) / Double(count) }
            let vectors = (width + 7) / 8
            var rows = [SIMD8<Double>](repeating: .zero, count: count * vectors)
            for row in 0..<count {
                for i in 0..<width {
                    rows[row * vectors + i / 8][i % 8] = Double(features.values[row * width + i]) - mean[i]
                }
            }
            (self.mean, self.rows, self.vectors, self.count) = (mean, rows, vectors, count)
        }

        /// The fit with row i repeated `weights[i]` times; without weights, once each. O(count · width²), some 10 ms for 10,000 rows of 64.
        package func gaussian(weights: [Int]? = nil) -> Gaussian {
            let width = mean.count, total = Double(weights?.reduce(0, +) ?? count)
            var shift = [SIMD8<Double>](repeating: .zero, count: vectors)
            var products = [SIMD8<Double>](repeating: .zero, count: width * vectors)
            for row in 0..<count {
                let weight = Double(weights?[row] ?? 1)
                guard weight > 0 else { continue }
                let start = row * vectors
                for v in 0..<vectors { shift[v] += weight * rows[start + v] }
                for i in 0..<width {
                    let scaled = SIMD8(repeating: weight * rows[start + i / 8][i % 8])
                    // The lower triangle only: the matrix is symmetric.
                    for v in 0...i / 8 { products[i * vectors + v].addProduct(scaled, rows[start + v]) }
                }
            }
            var covariance = [Double](repeating: 0, count: width * width)
            for i in 0..<width {
                for j in 0...i {
                    let (a, b) = (shift[i / 8][i % 8], shift[j / 8][j % 8])
                    let value = (products[i * vectors + j / 8][j % 8] - a * b / total) / (total - 1)
                    covariance[i * width + j] = value
                    covariance[j * width + i] = value
                }
            }
            return Gaussian(
                mean: (0..<width).map { mean[$0] + shift[$0 / 8][$0 % 8] / total },
                covariance: SymmetricMatrix(size: width, elements: covariance))
        }
    }
}
