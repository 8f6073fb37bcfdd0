import Numerics

/// Eigenvalues by cyclic Jacobi rotations (Golub and Van Loan 2013, 8.5), the slow reference for LAPACK.
enum JacobiReference {
    /// The eigenvalues, in no particular order.
    static func eigenvalues(_ matrix: SymmetricMatrix) -> [Double] {
        let n = matrix.size
        var a = matrix.elements
        let all = a.reduce(0) { $0 + $1 * $1 }
        for _ in 0..<60 {
            var off = 0.0
            for p in 0..<n { for q in p + 1..<max(n, p + 1) { off += 2 * a[p * n + q] * a[p * n + q] } }
            if off <= 1e-30 * all { break }
            for p in 0..<n {
                for q in p + 1..<max(n, p + 1) where a[p * n + q] != 0 {
                    // The smaller of the two angles that make the common element zero.
                    let ratio = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q])
                    let tangent = (ratio < 0 ? -1 : 1) / (abs(ratio) + (ratio * ratio + 1).squareRoot())
                    let cosine = 1 / (tangent * tangent + 1).squareRoot(), sine = tangent * cosine
                    func rotate(_ first: Int, _ second: Int) {
                        let (x, y) = (a[first], a[second])
                        (a[first], a[second]) = (cosine * x - sine * y, sine * x + cosine * y)
                    }
                    for k in 0..<n { rotate(k * n + p, k * n + q) }
                    for k in 0..<n { rotate(p * n + k, q * n + k) }
                }
            }
        }
        return (0..<n).map { a[$0 * n + $0] }
    }
}
