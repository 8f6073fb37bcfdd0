import Numerics

/// One product C (m, n) = op(A) op(B) of a chunk, in a plan's precision. In bf16 the factors are rounded and packed into scratch memory
/// first: one as a whole, the other a part at a time, which stays in cache until it has been multiplied.
struct MatrixProduct: Sendable {
    let precision: Precision
    let transposeA: Bool, transposeB: Bool

    init(_ precision: Precision, transposeA: Bool = false, transposeB: Bool = false) {
        (self.precision, self.transposeA, self.transposeB) = (precision, transposeA, transposeB)
    }

    /// Products of fewer operations run in fp32 whatever the precision: packing would take longer than it saves, and the last layer's
    /// logits keep all their digits.
    static func precision(_ wanted: Precision, m: Int, n: Int, k: Int) -> Precision {
        min(m, n, k) < 8 || 2 * m * n * k < 1 << 20 ? .fp32 : wanted
    }

    /// Floats of scratch memory, whatever n is.
    func scratch(m: Int, k: Int) -> Int {
        precision == .fp32 ? 0 : wholeCount(m, k) + BFloat16.pairs(k) * Self.partWidth
    }

    private func wholeCount(_ m: Int, _ k: Int) -> Int { Arena.aligned(BFloat16.wholePanels(m) * BFloat16.pairs(k)) }

    /// Columns of B, or rows of Bᵀ, that are packed at once: whole cache lines of the source, and whole blocks of twelve rows.
    private static let partWidth = 96

    /// `ld` are the floats from one row to the next, as in `BLAS.multiply`.
    func run(
        m: Int, n: Int, k: Int, a: UnsafePointer<Float>, lda: Int, b: UnsafePointer<Float>, ldb: Int,
        c: UnsafeMutablePointer<Float>, ldc: Int, adding: Bool = false, scratch: UnsafeMutablePointer<Float>
    ) {
        guard precision == .bf16 else {
            return BLAS.multiply(
                m: m, n: n, k: k, a: a, lda: lda, transposeA: transposeA, b: b, ldb: ldb, transposeB: transposeB,
                c: c, ldc: ldc, adding: adding)
        }
        let pairs = BFloat16.pairs(k)
        let whole = scratch.bits, part = (scratch + wholeCount(m, k)).bits
        // Packing is cheaper in rows than in transposed panels: the smaller factor gets the panels.
        let isExchanged = !transposeA && transposeB && m < n && !adding
        if isExchanged {
            BFloat16.packPanels(transposed: a, stride: lda, columns: m, k: k, into: whole)
        } else if transposeA {
            BFloat16.packPanels(a, stride: lda, k: k, columns: m, into: whole)
        } else {
            BFloat16.packRows(a, stride: lda, rows: m, k: k, into: whole)
        }
        for first in stride(from: 0, to: n, by: Self.partWidth) {
            let count = min(Self.partWidth, n - first)
            if isExchanged {
                BFloat16.packRows(b + first * ldb, stride: ldb, rows: count, k: k, into: part)
                BFloat16.multiplyTransposed(m: count, n: m, pairs: pairs, a: part, b: whole, c: c + first, ldc: ldc)
                continue
            }
            if transposeB {
                BFloat16.packPanels(transposed: b + first * ldb, stride: ldb, columns: count, k: k, into: part)
            } else {
                BFloat16.packPanels(b + first, stride: ldb, k: k, columns: count, into: part)
            }
            BFloat16.multiply(
                m: m, n: count, pairs: pairs, a: whole, inPanels: transposeA, b: part, c: c + first, ldc: ldc,
                adding: adding)
        }
    }
}

extension UnsafeMutablePointer<Float> {
    /// The same memory as pairs of bfloat16.
    var bits: UnsafeMutablePointer<UInt32> {
        UnsafeMutableRawPointer(self).assumingMemoryBound(to: UInt32.self)
    }
}
