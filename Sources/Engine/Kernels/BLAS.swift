import COpenBLAS
import CIntrinsics

/// The door to OpenBLAS. Every call runs on the calling thread alone: `Lanes` does the parallel part.
public enum BLAS {
    /// C[m, n] = op(A) op(B), row by row; `ld` are the elements between rows as stored.
    @inline(__always)
    static func multiply(m: Int, n: Int, k: Int, a: UnsafePointer<Float>, lda: Int, transposeA: Bool,
                         b: UnsafePointer<Float>, ldb: Int, transposeB: Bool, c: UnsafeMutablePointer<Float>, ldc: Int) {
        cblas_sgemm(CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
                    blasint(m), blasint(n), blasint(k), 1, a, blasint(lda), b, blasint(ldb), 0, c, blasint(ldc))
    }

    /// The kernel family the library chose for this CPU, e.g. "Haswell" or "SkylakeX".
    public static var coreName: String { String(cString: openblas_get_corename()) }

    public static var version: String {
        String(cString: openblas_get_config()).split(separator: " ").prefix(2).joined(separator: " ")
    }

    /// What `OPENBLAS_CORETYPE` should be for this CPU when the library chose narrower kernels than it can run; nil when it
    /// chose well, or when the user has chosen.
    public static func betterCore(than chosen: String = coreName) -> String? {
        let wide = ["SkylakeX", "Cooperlake", "SapphireRapids", "Zen5"]
        return cpu_has_avx512() != 0 && !wide.contains(chosen) ? "SkylakeX" : nil
    }

    package static func useOneThread() { openblas_set_num_threads(1) }
}

/// The vector width this build was compiled for, and what the CPU could do.
public enum Processor {
    public static var compiledVectorBits: Int { Int(compiled_vector_bits()) }
    public static var availableVectorBits: Int { cpu_has_avx512() != 0 ? 512 : cpu_has_avx2() != 0 ? 256 : 128 }
}
