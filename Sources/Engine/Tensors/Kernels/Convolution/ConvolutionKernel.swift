import Numerics

// O output channels; K elements under a window.

/// A convolution as matrix products (im2col, Chellapilla et al. 2006): the columns of a tile of positions are gathered,
/// multiplied with the weights (O, K), and the epilogue runs while the result is in cache.
struct ConvolutionKernel: Kernel {
    let geometry: WindowGeometry
    let source: Int, weights: Int
    let epilogue: Epilogue
    let chunks: Int
    private let product: MatrixProduct

    init(
        _ geometry: WindowGeometry, source: Int, weights: Int, precision: Precision, epilogue: Epilogue, threads: Int
    ) {
        product = MatrixProduct(geometry.precision(precision), transposeB: true)
        (self.geometry, self.source, self.weights, self.epilogue) = (geometry, source, weights, epilogue)
        chunks = Tiling.chunks(
            geometry.positions, atMost: Tiling.positions, operations: geometry.operations, threads: threads)
    }

    private var tile: Int { (geometry.positions + chunks - 1) / chunks }
    private var columnsCount: Int { geometry.isPointwise ? 0 : Arena.aligned(tile * geometry.depth) }
    private var resultCount: Int { epilogue.resultScratch(tile * geometry.results) }
    private var factorCount: Int { product.scratch(m: tile, k: geometry.depth) }
    var precision: Precision { product.precision }
    var scratch: Int { columnsCount + resultCount + max(factorCount, epilogue.programScratch) }

    func run(chunk: Int, in context: KernelContext) {
        let positions = Tiling.range(chunk, of: chunks, geometry.positions)
        guard !positions.isEmpty else { return }
        let (K, O, arena, scratch) = (geometry.depth, geometry.results, context.arena, context.scratch)
        var columns = arena + source + positions.lowerBound * K
        if !geometry.isPointwise {
            columns = scratch
            geometry.gather(arena + source, positions: positions, depths: 0..<K, into: scratch)
        }
        let target =
            switch epilogue.destination {
            case .buffer(let offset): arena + offset + positions.lowerBound * O
            case .scratch: scratch + columnsCount
            }
        product.run(
            m: positions.count, n: O, k: K, a: columns, lda: K, b: arena + weights, ldb: K, c: target, ldc: O,
            scratch: scratch + columnsCount + resultCount)
        let tile = ElementwiseKernel.Tile(base: target, rowStride: O, firstRow: positions.lowerBound, firstColumn: 0)
        epilogue.run(
            rows: positions, columns: 0..<O, tile: tile, arena: arena, scratch: scratch + columnsCount + resultCount)
    }
}
