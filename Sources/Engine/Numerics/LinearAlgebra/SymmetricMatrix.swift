/// A symmetric matrix (n, n) in double precision, for distances between Gaussians and for principal components.
package struct SymmetricMatrix: Sendable, Equatable {
    /// Rows, and columns.
    package let size: Int
    /// In row-major order, both triangles; `size` squared.
    package private(set) var elements: [Double]

    /// Takes the mean of both triangles, so that rounding errors in how they were computed do not matter.
    package init(size: Int, elements: [Double]) {
        precondition(
            size > 0 && elements.count == size * size, "\(elements.count) elements for a matrix of size \(size)")
        (self.size, self.elements) = (size, elements)
        for i in 0..<size {
            for j in 0..<i {
                let both = (elements[i * size + j] + elements[j * size + i]) / 2
                self.elements[i * size + j] = both
                self.elements[j * size + i] = both
            }
        }
    }

    package init(diagonal: [Double]) {
        let n = diagonal.count
        self.init(size: n, elements: (0..<n * n).map { $0 / n == $0 % n ? diagonal[$0 / n] : 0 })
    }

    package subscript(row: Int, column: Int) -> Double { elements[row * size + column] }

    package var trace: Double { (0..<size).reduce(0) { $0 + self[$1, $1] } }

    /// Eigenvalues, ascending, and their unit eigenvectors as rows; no rows where `withVectors` is false. NaN where
    /// elements are not finite.
    ///
    /// The error of an eigenvalue is some units in the last place of the largest one.
    package func eigen(withVectors: Bool) -> (values: [Double], vectors: [Double]) {
        var a = elements
        guard let values = BLAS.eigen(n: size, a: &a, vectors: withVectors) else {
            return (
                [Double](repeating: .nan, count: size), withVectors ? [Double](repeating: .nan, count: size * size) : []
            )
        }
        return (values, withVectors ? a : [])
    }

    /// The matrix with the same eigenvectors and the square roots of the eigenvalues. Negative eigenvalues, which a
    /// covariance has only through rounding, count as zero.
    package var squareRoot: SymmetricMatrix {
        let (values, vectors) = eigen(withVectors: true)
        let n = size
        var root = [Double](repeating: 0, count: n * n)
        for k in 0..<n {
            let factor = max(values[k], 0).squareRoot()
            for i in 0..<n {
                let scaled = factor * vectors[k * n + i]
                for j in 0..<n { root[i * n + j] += scaled * vectors[k * n + j] }
            }
        }
        return SymmetricMatrix(size: n, elements: root)
    }

    /// The trace of `squareRoot`, without the eigenvectors.
    package var traceOfSquareRoot: Double {
        eigen(withVectors: false).values.reduce(0) { $0 + max($1, 0).squareRoot() }
    }

    /// outer · self · outer.
    package func between(_ outer: SymmetricMatrix) -> SymmetricMatrix {
        precondition(outer.size == size, "matrices of sizes \(outer.size) and \(size)")
        return SymmetricMatrix(
            size: size, elements: Self.product(Self.product(outer.elements, elements, size), outer.elements, size))
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
