import COpenBLAS

/// Eigenvalues of many small symmetric matrices of one size in single precision, with the memory for it.
///
/// LAPACK's ssyevd: some 9 n³ operations.
package struct EigenWorkspace: Sendable {
    package let size: Int
    /// The eigenvalues of the last matrix, ascending.
    package private(set) var values: [Float]
    private var work: [Float]
    private var indices: [blasint]

    package init(size n: Int) {
        precondition(n > 0, "a matrix of size \(n)")
        BLAS.useOneThread()
        size = n
        values = [Float](repeating: 0, count: n)
        work = [Float](repeating: 0, count: 1 + 6 * n + 2 * n * n)
        indices = [blasint](repeating: 0, count: 3 + 5 * n)
    }

    /// Overwrites the symmetric matrix A (n, n) with its eigenvectors as unit rows, in the order of `values`.
    /// - Returns: false where A holds values that are not finite, or the iteration does not converge; A is then undefined.
    package mutating func decompose(_ a: inout [Float]) -> Bool {
        precondition(a.count == size * size, "\(a.count) elements for \(size) x \(size)")
        guard a.allSatisfy(\.isFinite) else { return false }
        var (n, outcome) = (blasint(size), blasint(0))
        var stride = n, workSize = blasint(work.count), indexSize = blasint(indices.count)
        // LAPACK's eigenvectors are columns of a column-major matrix, which are rows here.
        ssyevd_("V", "L", &n, &a, &stride, &values, &work, &workSize, &indices, &indexSize, &outcome)
        return outcome == 0
    }
}
