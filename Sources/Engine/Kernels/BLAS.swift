import COpenBLAS
import CIntrinsics

/// The door to OpenBLAS. Every call runs on the calling thread alone: `Lanes` does the parallel part.
public enum BLAS {
    /// C[m, n] = op(A) op(B), or C += op(A) op(B), row by row; `ld` are the elements between rows as stored.
    @inline(__always)
    static func multiply(m: Int, n: Int, k: Int, a: UnsafePointer<Float>, lda: Int, transposeA: Bool,
                         b: UnsafePointer<Float>, ldb: Int, transposeB: Bool, c: UnsafeMutablePointer<Float>, ldc: Int, adding: Bool = false) {
        cblas_sgemm(CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
                    blasint(m), blasint(n), blasint(k), 1, a, blasint(lda), b, blasint(ldb), adding ? 1 : 0, c, blasint(ldc))
    }

    /// Overwrites the upper triangle of A (n, n), row by row, with the factor U of A = Uᵀ U; what is below the diagonal stays.
    /// - Returns: false where A is not positive definite; its upper triangle is then half done.
    @inline(__always)
    static func factorise(n: Int, a: UnsafeMutablePointer<Float>, lda: Int) -> Bool {
        var (size, stride, outcome) = (blasint(n), blasint(lda), blasint(0))
        // Column by column, as LAPACK reads, our upper triangle is its lower one.
        spotrf_("L", &size, a, &stride, &outcome)
        return outcome == 0
    }

    /// B (n, count) = A⁻¹ B, for A = Uᵀ U as `factorise` left it.
    @inline(__always)
    static func solve(n: Int, count: Int, factor: UnsafePointer<Float>, lda: Int, b: UnsafeMutablePointer<Float>, ldb: Int) {
        for transpose in [CblasTrans, CblasNoTrans] {
            cblas_strsm(CblasRowMajor, CblasLeft, CblasUpper, transpose, CblasNonUnit, blasint(n), blasint(count), 1,
                        factor, blasint(lda), b, blasint(ldb))
        }
    }

    /// The kernel family the library chose for this CPU, e.g. "Haswell" or "SkylakeX".
    public static var coreName: String { String(cString: openblas_get_corename()) }

    public static var version: String {
        String(cString: openblas_get_config()).split(separator: " ").prefix(2).joined(separator: " ")
    }

    /// What `OPENBLAS_CORETYPE` should be for this CPU when the library chose slower kernels than it has; nil when it chose well.
    public static func betterCore(than chosen: String = coreName) -> String? {
        guard cpu_has_avx512() != 0 else { return nil }
        // Where a wide instruction runs as two halves the narrow kernels win: they pack less. docs/decisions/0001 has the figures.
        if cpu_halves_avx512() != 0 { return chosen == "Haswell" || chosen == "Zen" ? nil : "Haswell" }
        return ["SkylakeX", "Cooperlake", "SapphireRapids", "Zen5"].contains(chosen) ? nil : "SkylakeX"
    }

    package static func useOneThread() { openblas_set_num_threads(1) }
}

/// The vector width this build was compiled for, and what the CPU could do.
public enum Processor {
    public static var compiledVectorBits: Int { Int(compiled_vector_bits()) }
    public static var availableVectorBits: Int { cpu_has_avx512() != 0 ? 512 : cpu_has_avx2() != 0 ? 256 : 128 }
}
