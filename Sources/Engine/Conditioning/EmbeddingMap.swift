import Numerics

// N vectors, E dimension of the embedding space.

/// A map of embeddings: their first two principal components (Pearson 1901), scaled to the range -1...1.
package struct EmbeddingMap: Sendable, Equatable {
    /// A point of the map: -1...1 in both coordinates for 98 % of the embeddings that the map was made from.
    package struct Point: Sendable, Equatable {
        package let x, y: Float

        package init(x: Float, y: Float) { (self.x, self.y) = (x, y) }
    }

    /// The point of each embedding.
    package let points: [Point]
    /// Fraction of the embeddings' variance along the two axes, 0...1.
    package let explainedVariance: Double

    private let mean: [Float]
    /// Two unit vectors of E values, and what coordinates along them are divided by.
    private let axes: [[Float]], scale: [Float]

    /// - Parameter vectors: (N, E), at least one.
    /// - Complexity: O(N · E²).
    package init(_ vectors: [Float]) {
        let E = EmbeddingSpace.dimension, count = vectors.count / E
        precondition(count > 0 && vectors.count == count * E, "\(vectors.count) values for embeddings of \(E)")
        let moments = Self.moments(vectors, count)
        let (values, rows) = moments.covariance.eigen(withVectors: true)
        let order = values.indices.sorted { values[$0] > values[$1] }.prefix(2)
        let total = values.reduce(0) { $0 + max($1, 0) }
        explainedVariance = total > 0 ? order.reduce(0) { $0 + max(values[$1], 0) } / total : 0
        axes = order.map { axis in rows[axis * E..<(axis + 1) * E].map(Float.init) }
        mean = moments.mean.map(Float.init)
        let (mean, axes) = (mean, axes)
        let projected = (0..<count).map { Self.projected(vectors[$0 * E..<($0 + 1) * E], axes, mean) }
        let scale = axes.indices.map { axis in Self.scale(projected.map { abs($0[axis]) }) }
        self.scale = scale
        points = projected.map { Point(x: $0[0] / scale[0], y: $0[1] / scale[1]) }
    }

    /// The 98th percentile, so that outliers do not shrink the map.
    private static func scale(_ distances: [Float]) -> Float {
        let percentile = distances.sorted()[distances.count * 98 / 100]
        return percentile > 1e-6 ? percentile : 1
    }

    /// The point of another embedding.
    package func point(of vector: [Float]) -> Point {
        let projected = Self.projected(vector[...], axes, mean)
        return Point(x: projected[0] / scale[0], y: projected[1] / scale[1])
    }

    private static func projected(_ vector: ArraySlice<Float>, _ axes: [[Float]], _ mean: [Float]) -> [Float] {
        axes.map { axis in
            var sum: Float = 0
            for (value, (middle, direction)) in zip(vector, zip(mean, axis)) { sum += (value - middle) * direction }
            return sum
        }
    }

    private static func moments(_ vectors: [Float], _ count: Int) -> (mean: [Double], covariance: SymmetricMatrix) {
        let E = EmbeddingSpace.dimension
        var mean = [Double](repeating: 0, count: E), squares = [Double](repeating: 0, count: E * E)
        for row in 0..<count { for i in 0..<E { mean[i] += Double(vectors[row * E + i]) } }
        for i in 0..<E { mean[i] /= Double(count) }
        for row in 0..<count {
            for i in 0..<E {
                let a = Double(vectors[row * E + i]) - mean[i]
                for j in 0...i { squares[i * E + j] += a * (Double(vectors[row * E + j]) - mean[j]) }
            }
        }
        for i in 0..<E {
            for j in 0...i {
                squares[i * E + j] /= Double(count)
                squares[j * E + i] = squares[i * E + j]
            }
        }
        return (mean, SymmetricMatrix(size: E, elements: squares))
    }
}
