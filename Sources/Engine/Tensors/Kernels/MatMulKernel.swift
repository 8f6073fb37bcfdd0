import Numerics

/// A matrix product C (m, n) = A (m, k) B (k, n) with its epilogue: each chunk is multiplied and, while it is in cache,
/// run through the fused element-wise program.
struct MatMulKernel: Kernel {
    let m: Int, n: Int, k: Int
    let a: Int, b: Int
    private let product: MatrixProduct
    let epilogue: Epilogue
    /// The product is cut along its rows or its columns into this many chunks.
    let chunks: Int
    private let splitsRows: Bool

    /// Cuts so that every thread has work, while chunks stay large enough for OpenBLAS to run at full speed.
    init(
        m: Int, n: Int, k: Int, a: Int, b: Int, transposeA: Bool, transposeB: Bool, precision: Precision,
        epilogue: Epilogue,
        threads: Int
    ) {
        (self.m, self.n, self.k, self.a, self.b, self.epilogue) = (m, n, k, a, b, epilogue)
        product = MatrixProduct(
            MatrixProduct.precision(precision, m: m, n: n, k: k), transposeA: transposeA, transposeB: transposeB)
        // A weight gradient with a fused update is cut along its rows even where the other side is longer: half a row
        // of weights and moments is half a page, and the prefetcher starts again at each. Measured: 1.14 ms fell to
        // 0.93 for 512x1024, 1.39 to 1.01 for 784x1024.
        splitsRows = m >= n || (transposeA && epilogue.program != nil && m >= 128 * threads)
        // Below a megaflop the hand-over costs more than the second thread gains. Above, one chunk a thread: OpenBLAS
        // packs both factors for every call, and more calls measured slower at every shape.
        chunks = 2 * m * n * k < 1 << 20 ? 1 : min(threads, max(1, max(m, n) / 64))
    }

    private var chunkRows: Int { splitsRows ? Self.chunkSize(m, chunks) : m }
    private var chunkColumns: Int { splitsRows ? n : Self.chunkSize(n, chunks) }
    private var resultCount: Int { epilogue.resultScratch(update?.resultCount ?? chunkRows * chunkColumns) }
    private var factorCount: Int { product.scratch(m: chunkRows, k: k) }
    var precision: Precision { product.precision }
    var scratch: Int {
        update.map { resultCount + $0.factorCount + epilogue.programScratch }
            ?? resultCount + max(factorCount, epilogue.programScratch)
    }

    /// How a weight gradient with a fused update runs in bf16: some rows at a time.
    private var update: BFloat16UpdateProduct? {
        guard product.precision == .bf16, splitsRows, product.transposeA, !product.transposeB, epilogue.program != nil
        else { return nil }
        return BFloat16UpdateProduct(n: n, k: k)
    }

    /// `count` / `chunks`, rounded up to whole cache lines.
    private static func chunkSize(_ count: Int, _ chunks: Int) -> Int {
        min(count, Arena.aligned((count + chunks - 1) / chunks))
    }

    func run(chunk: Int, in context: KernelContext) {
        let size = splitsRows ? chunkRows : chunkColumns
        let range = min(chunk * size, splitsRows ? m : n)..<min((chunk + 1) * size, splitsRows ? m : n)
        guard !range.isEmpty else { return }
        let arena = context.arena
        let rows = splitsRows ? range : 0..<m, columns = splitsRows ? 0..<n : range
        let lda = product.transposeA ? m : k, ldb = product.transposeB ? k : n
        let (target, ldc) =
            switch epilogue.destination {
            case .buffer(let offset): (arena + offset + rows.lowerBound * n + columns.lowerBound, n)
            case .scratch: (context.scratch, columns.count)
            }
        if let update {
            return update.run(
                rows: rows, a: arena + a, lda: lda, b: arena + b, target: target, epilogue: epilogue, arena: arena,
                scratch: context.scratch + resultCount)
        }
        product.run(
            m: rows.count, n: columns.count, k: k,
            a: arena + a + (product.transposeA ? rows.lowerBound : rows.lowerBound * k), lda: lda,
            b: arena + b + (product.transposeB ? columns.lowerBound * k : columns.lowerBound), ldb: ldb,
            c: target, ldc: ldc, scratch: context.scratch + resultCount)
        let tile = ElementwiseKernel.Tile(
            base: target, rowStride: ldc, firstRow: rows.lowerBound, firstColumn: columns.lowerBound)
        epilogue.run(rows: rows, columns: columns, tile: tile, arena: arena, scratch: context.scratch + resultCount)
    }
}
