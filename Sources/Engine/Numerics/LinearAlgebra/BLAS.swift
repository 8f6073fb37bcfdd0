import CIntrinsics
import COpenBLAS

/// OpenBLAS and the LAPACK routines in it. Every call runs on the calling thread alone: `ThreadPool` does the parallel
/// part.
package enum BLAS {
    /// C (m, n) = op(A) op(B), or C += op(A) op(B) where `adding`, in row-major order; `ld` are the elements between
    /// rows in memory.
    package static func multiply(
        m: Int, n: Int, k: Int, a: UnsafePointer<Float>, lda: Int, transposeA: Bool,
        b: UnsafePointer<Float>, ldb: Int, transposeB: Bool, c: UnsafeMutablePointer<Float>, ldc: Int,
        adding: Bool = false
    ) {
        cblas_sgemm(
            CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
            blasint(m), blasint(n), blasint(k), 1, a, blasint(lda), b, blasint(ldb), adding ? 1 : 0, c, blasint(ldc))
    }

    /// Cholesky factorisation A = Uᵀ U: overwrites the upper triangle of A (n, n), in row-major order, with U; the rest
    /// stays.
    /// - Returns: false where A is not positive definite; its upper triangle is then undefined.
    package static func factorise(n: Int, a: UnsafeMutablePointer<Float>, lda: Int) -> Bool {
        var (size, stride, outcome) = (blasint(n), blasint(lda), blasint(0))
        // LAPACK reads column-major matrices: this upper triangle is its lower one.
        spotrf_("L", &size, a, &stride, &outcome)
        return outcome == 0
    }

    /// B (n, count) = A⁻¹ B, where `factor` holds A = Uᵀ U from `factorise`.
    package static func solve(
        n: Int, count: Int, factor: UnsafePointer<Float>, lda: Int, b: UnsafeMutablePointer<Float>, ldb: Int
    ) {
        for transpose in [CblasTrans, CblasNoTrans] {
            cblas_strsm(
                CblasRowMajor, CblasLeft, CblasUpper, transpose, CblasNonUnit, blasint(n), blasint(count), 1,
                factor, blasint(lda), b, blasint(ldb))
        }
    }

    /// b (n) = A⁻¹ b, where `factor` holds A = Uᵀ U from `factorise`.
    package static func solve(n: Int, factor: UnsafePointer<Float>, lda: Int, b: UnsafeMutablePointer<Float>) {
        for transpose in [CblasTrans, CblasNoTrans] {
            cblas_strsv(
                CblasRowMajor, CblasUpper, transpose, CblasNonUnit, blasint(n), factor, blasint(lda), b, 1)
        }
    }

    /// Eigenvalues of the symmetric matrix A (n, n), ascending. A is overwritten: with its eigenvectors as unit rows
    /// where `vectors`, else with intermediate values.
    ///
    /// LAPACK's dsyevd: reduction to a tridiagonal matrix, then divide and conquer (Cuppen 1981). Some 9 n³ operations
    /// with vectors.
    /// - Returns: nil where A holds values that are not finite, or the iteration does not converge.
    package static func eigen(n: Int, a: inout [Double], vectors: Bool) -> [Double]? {
        precondition(n > 0 && a.count == n * n, "\(a.count) elements for \(n) x \(n)")
        guard a.allSatisfy(\.isFinite) else { return nil }
        useOneThread()
        var (size, outcome) = (blasint(n), blasint(0))
        var workSize = blasint(vectors ? 1 + 6 * n + 2 * n * n : 2 * n + 1),
            indexSize = blasint(vectors ? 3 + 5 * n : 1)
        var values = [Double](repeating: 0, count: n), work = [Double](repeating: 0, count: Int(workSize))
        var indices = [blasint](repeating: 0, count: Int(indexSize))
        // The matrix equals its transpose. LAPACK's eigenvectors are columns of a column-major matrix, which are rows
        // here.
        var stride = size
        dsyevd_(vectors ? "V" : "N", "L", &size, &a, &stride, &values, &work, &workSize, &indices, &indexSize, &outcome)
        return outcome == 0 ? values : nil
    }

    /// The kernel family the library chose for this CPU, e.g. "Haswell" or "SkylakeX".
    package static var coreName: String { String(cString: openblas_get_corename()) }

    package static var version: String {
        String(cString: openblas_get_config()).split(separator: " ").prefix(2).joined(separator: " ")
    }

    /// The `OPENBLAS_CORETYPE` that is faster on this CPU than the kernels that the library chose; nil where there is
    /// none.
    package static func betterCore(than chosen: String = coreName) -> String? {
        guard cpu_has_avx512() != 0 else { return nil }
        // Where a wide instruction runs as two halves, the narrow kernels are faster: they pack less.
        // docs/decisions/0001 has the figures.
        if cpu_halves_avx512() != 0 { return chosen == "Haswell" || chosen == "Zen" ? nil : "Haswell" }
        return ["SkylakeX", "Cooperlake", "SapphireRapids", "Zen5"].contains(chosen) ? nil : "SkylakeX"
    }

    /// Turns OpenBLAS's own threads off.
    package static func useOneThread() { _ = oneThread }

    private static let oneThread: Void = openblas_set_num_threads(1)
}
