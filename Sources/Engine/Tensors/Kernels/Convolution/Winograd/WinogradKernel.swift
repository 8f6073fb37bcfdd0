import Numerics

// O channels of the results, C of the images.

/// A convolution by Winograd's method: point by point, transformed pixels times transformed weights, transformed back
/// into the results.
struct WinogradKernel: Kernel {
    let geometry: WinogradGeometry
    let source: Int, weights: Int
    let epilogue: Epilogue
    let chunks: Int

    /// - Parameter weights: offset of the transformed weights (9, O, 4 C).
    init(_ geometry: WinogradGeometry, source: Int, weights: Int, epilogue: Epilogue, threads: Int) {
        (self.geometry, self.source, self.weights, self.epilogue) = (geometry, source, weights, epilogue)
        chunks = Tiling.chunks(
            geometry.window.images * geometry.tileRows, atMost: max(1, geometry.tilesAtOnce / geometry.tileColumns),
            operations: geometry.operations, threads: threads)
    }

    /// Rows of tiles of a chunk.
    private var rowsAtMost: Int { (geometry.window.images * geometry.tileRows + chunks - 1) / chunks }
    private var tiles: Int { rowsAtMost * geometry.tileColumns }
    private var inputs: Int { Arena.aligned(tiles * geometry.depth) }
    private var products: Int { Arena.aligned(tiles * geometry.results) }
    private var zeros: Int { Arena.aligned(geometry.channels) }
    private var resultCount: Int { epilogue.resultScratch(rowsAtMost * 2 * geometry.window.columns * geometry.results) }
    var usesWinograd: Bool { true }
    var scratch: Int { inputs + products + zeros + resultCount + epilogue.programScratch }

    func run(chunk: Int, in context: KernelContext) {
        let tileRows = Tiling.range(chunk, of: chunks, geometry.window.images * geometry.tileRows)
        guard !tileRows.isEmpty else { return }
        let (O, depth, arena, scratch) = (geometry.results, geometry.depth, context.arena, context.scratch)
        let all = tileRows.lowerBound * geometry.tileColumns..<tileRows.upperBound * geometry.tileColumns
        let rows =
            geometry.resultRow(tileRows.lowerBound) * geometry.window.columns..<geometry.resultRow(tileRows.upperBound)
            * geometry.window.columns
        let (product, zero) = (scratch + inputs, scratch + inputs + products)
        zero.update(repeating: 0, count: zeros)
        let target =
            switch epilogue.destination {
            case .buffer(let offset): arena + offset + rows.lowerBound * O
            case .scratch: zero + zeros
            }
        for index in 0..<WinogradGeometry.points {
            let point = (row: index / 3, column: index % 3)
            geometry.inputTransform(point, arena + source, tiles: all, depths: 0..<depth, into: scratch, zeros: zero)
            BLAS.multiply(
                m: all.count, n: O, k: depth, a: scratch, lda: depth, transposeA: false,
                b: arena + weights + index * O * depth, ldb: depth, transposeB: true, c: product, ldc: O)
            geometry.inverseTransform(point, product, tiles: all, into: target - rows.lowerBound * O)
        }
        let tile = ElementwiseKernel.Tile(base: target, rowStride: O, firstRow: rows.lowerBound, firstColumn: 0)
        epilogue.run(rows: rows, columns: 0..<O, tile: tile, arena: arena, scratch: zero + zeros + resultCount)
    }
}
