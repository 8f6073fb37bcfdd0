extension SymmetricMatrix {
    /// Sweeps after which it gives up; six to ten are usual for the extents here.
    private static let mostSweeps = 60
    /// Off-diagonal squares, as a share of all squares, that count as zero.
    private static let tolerance = 1e-30

    /// Eigenvalues in no particular order and, as rows, their unit vectors; no rows where they are not asked for.
    ///
    /// Cyclic Jacobi rotations (Golub and Van Loan 2013, 8.5): slower than tridiagonal methods, and small eigenvalues
    /// come out as exact as large ones. Some 10 ms at extent 64.
    package func eigen(withVectors: Bool) -> (values: [Double], vectors: [Double]) {
        let n = extent
        var a = elements
        var vectors = withVectors ? SymmetricMatrix(diagonal: [Double](repeating: 1, count: n)).elements : []
        let all = a.reduce(0) { $0 + $1 * $1 }
        for _ in 0..<Self.mostSweeps {
            var off = 0.0
            for p in 0..<n { for q in p + 1..<max(n, p + 1) { off += 2 * a[p * n + q] * a[p * n + q] } }
            if off <= Self.tolerance * all { break }
            for p in 0..<n {
                for q in p + 1..<max(n, p + 1) where a[p * n + q] != 0 {
                    let turn = Rotation(a[p * n + p], a[p * n + q], a[q * n + q])
                    for k in 0..<n { turn.apply(&a, k * n + p, k * n + q) }
                    for k in 0..<n { turn.apply(&a, p * n + k, q * n + k) }
                    if withVectors { for k in 0..<n { turn.apply(&vectors, p * n + k, q * n + k) } }
                }
            }
        }
        return ((0..<n).map { a[$0 * n + $0] }, vectors)
    }

    /// The turn in the plane of two axes that makes their common element zero.
    private struct Rotation {
        let cosine: Double
        let sine: Double

        init(_ pp: Double, _ pq: Double, _ qq: Double) {
            // The smaller of the two angles: it moves the other elements least.
            let ratio = (qq - pp) / (2 * pq)
            let tangent = (ratio < 0 ? -1 : 1) / (abs(ratio) + (ratio * ratio + 1).squareRoot())
            cosine = 1 / (tangent * tangent + 1).squareRoot()
            sine = tangent * cosine
        }

        @inline(__always)
        func apply(_ elements: inout [Double], _ first: Int, _ second: Int) {
            let (x, y) = (elements[first], elements[second])
            elements[first] = cosine * x - sine * y
            elements[second] = sine * x + cosine * y
        }
    }
}
