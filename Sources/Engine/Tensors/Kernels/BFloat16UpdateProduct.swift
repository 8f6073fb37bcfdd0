import Numerics

/// A weight gradient C (m, n) = Aᵀ B in bfloat16 with the optimizer's update fused to it, sixteen rows at a time.
///
/// The gradient stays in the second-level cache until it is read, and the weights and moments of a block are prefetched while it is
/// multiplied: the products wait for the processor, the update for memory, and so both go on at once.
struct BFloat16UpdateProduct {
    let n: Int, k: Int

    private static let rows = 16

    /// Floats of a block of results.
    var resultCount: Int { Self.rows * n }
    private var panelCount: Int { BFloat16.wholePanels(n) * BFloat16.pairs(k) }
    /// Floats of the packed factors: all of B, and one panel of A.
    var factorCount: Int { Arena.aligned(panelCount + BFloat16.panelWidth * BFloat16.pairs(k)) }

    /// - Parameters:
    ///   - rows: of C.
    ///   - a: (k, m) with rows `lda` floats apart; b: (k, n).
    ///   - target: where row `rows.lowerBound` of C lies, or scratch memory for one block.
    ///   - scratch: `factorCount` floats, then those of the epilogue's program.
    func run(
        rows: Range<Int>, a: UnsafePointer<Float>, lda: Int, b: UnsafePointer<Float>,
        target: UnsafeMutablePointer<Float>, epilogue: Epilogue, arena: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let pairs = BFloat16.pairs(k), panels = scratch.bits, part = (scratch + panelCount).bits
        BFloat16.packPanels(b, stride: n, k: k, columns: n, into: panels)
        let arrays = epilogue.arrays(columns: n, in: arena)
        let isStored = if case .buffer = epilogue.destination { true } else { false }
        for first in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.rows) {
            let some = first..<min(first + Self.rows, rows.upperBound)
            let block = isStored ? target + (first - rows.lowerBound) * n : target
            BFloat16.packPanels(a + first, stride: lda, k: k, columns: some.count, into: part)
            BFloat16.multiply(
                m: some.count, n: n, pairs: pairs, a: part, b: panels, c: block, ldc: n,
                prefetching: arrays, first: first)
            let tile = ElementwiseKernel.Tile(base: block, rowStride: n, firstRow: first, firstColumn: 0)
            epilogue.run(rows: some, columns: 0..<n, tile: tile, arena: arena, scratch: scratch + factorCount)
        }
    }
}
