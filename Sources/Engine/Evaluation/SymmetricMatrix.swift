/// A symmetric matrix in double precision: what distances between Gaussians are computed with.
package struct SymmetricMatrix: Sendable, Equatable {
    package let extent: Int
    /// Row by row, both halves; `extent` squared.
    package private(set) var elements: [Double]

    /// Takes the mean of both halves, so that rounding in how they were computed does not matter.
    package init(extent: Int, elements: [Double]) {
        precondition(extent > 0 && elements.count == extent * extent, "\(elements.count) elements for extent \(extent)")
        (self.extent, self.elements) = (extent, elements)
        for i in 0..<extent {
            for j in 0..<i {
                let both = (elements[i * extent + j] + elements[j * extent + i]) / 2
                self.elements[i * extent + j] = both
                self.elements[j * extent + i] = both
            }
        }
    }

    package init(diagonal: [Double]) {
        let n = diagonal.count
        self.init(extent: n, elements: (0..<n * n).map { $0 / n == $0 % n ? diagonal[$0 / n] : 0 })
    }

    package subscript(row: Int, column: Int) -> Double { elements[row * extent + column] }

    package var trace: Double { (0..<extent).reduce(0) { $0 + self[$1, $1] } }

    /// The matrix with the same eigenvectors and the square roots of the eigenvalues; negative ones, which only
    /// rounding makes of a covariance, count as zero.
    package var squareRoot: SymmetricMatrix {
        let (values, vectors) = eigen(withVectors: true)
        let n = extent
        var root = [Double](repeating: 0, count: n * n)
        for k in 0..<n {
            let size = max(values[k], 0).squareRoot()
            for i in 0..<n {
                let scaled = size * vectors[k * n + i]
                for j in 0..<n { root[i * n + j] += scaled * vectors[k * n + j] }
            }
        }
        return SymmetricMatrix(extent: n, elements: root)
    }

    /// The trace of `squareRoot`, without the eigenvectors.
    package var traceOfSquareRoot: Double {
        eigen(withVectors: false).values.reduce(0) { $0 + max($1, 0).squareRoot() }
    }

    /// outer · self · outer.
    package func between(_ outer: SymmetricMatrix) -> SymmetricMatrix {
        precondition(outer.extent == extent, "extents \(outer.extent) and \(extent)")
        return SymmetricMatrix(
            extent: extent,
            elements: Self.product(Self.product(outer.elements, elements, extent), outer.elements, extent))
    }

    private static func product(_ a: [Double], _ b: [Double], _ n: Int) -> [Double] {
        var c = [Double](repeating: 0, count: n * n)
        for i in 0..<n {
            for k in 0..<n {
                let factor = a[i * n + k]
                for j in 0..<n { c[i * n + j] += factor * b[k * n + j] }
            }
        }
        return c
    }
}
