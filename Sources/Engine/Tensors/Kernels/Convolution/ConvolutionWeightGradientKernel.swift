import Numerics

// O output channels; K elements under a window.

/// The weight gradient (O, K) of a convolution: output gradients times columns, summed over all positions.
///
/// A chunk computes some of the K columns over all positions. So no partial sums have to be added, and each chunk's
/// part is complete: an optimizer's update can follow while it is in cache.
struct ConvolutionWeightGradientKernel: Kernel {
    let geometry: WindowGeometry
    let images: Int, results: Int
    let epilogue: Epilogue
    let chunks: Int
    private let product: MatrixProduct

    /// - Parameters:
    ///   - images: offset of the convolution's input.
    ///   - results: offset of the gradient of its output.
    init(
        _ geometry: WindowGeometry, images: Int, results: Int, precision: Precision, epilogue: Epilogue, threads: Int
    ) {
        product = MatrixProduct(geometry.precision(precision), transposeA: true)
        (self.geometry, self.images, self.results, self.epilogue) = (geometry, images, results, epilogue)
        chunks = Tiling.chunks(geometry.depth, atMost: Self.widest, operations: geometry.operations, threads: threads)
    }

    /// Columns of a chunk at most: they and the positions of a tile stay in cache.
    private static let widest = 1024

    private var width: Int { (geometry.depth + chunks - 1) / chunks }
    private var tile: Int { min(geometry.positions, Tiling.positions) }
    private var columnsCount: Int { geometry.isPointwise ? 0 : Arena.aligned(tile * width) }
    private var resultCount: Int { epilogue.resultScratch(geometry.results * width) }
    private var factorCount: Int { product.scratch(m: geometry.results, k: tile) }
    var precision: Precision { product.precision }
    var scratch: Int { columnsCount + resultCount + max(factorCount, epilogue.programScratch) }

    func run(chunk: Int, in context: KernelContext) {
        let depths = Tiling.range(chunk, of: chunks, geometry.depth)
        guard !depths.isEmpty else { return }
        let (K, O, arena, scratch) = (geometry.depth, geometry.results, context.arena, context.scratch)
        let (target, rowStride) =
            switch epilogue.destination {
            case .buffer(let offset): (arena + offset + depths.lowerBound, K)
            case .scratch: (scratch + columnsCount, depths.count)
            }
        for first in stride(from: 0, to: geometry.positions, by: tile) {
            let positions = first..<min(first + tile, geometry.positions)
            var (columns, columnStride) = (arena + images + first * K + depths.lowerBound, K)
            if !geometry.isPointwise {
                (columns, columnStride) = (scratch, depths.count)
                geometry.gather(arena + images, positions: positions, depths: depths, into: scratch)
            }
            product.run(
                m: O, n: depths.count, k: positions.count, a: arena + results + first * O, lda: O, b: columns,
                ldb: columnStride, c: target, ldc: rowStride, adding: first > 0,
                scratch: scratch + columnsCount + resultCount)
        }
        let tile = ElementwiseKernel.Tile(
            base: target, rowStride: rowStride, firstRow: 0, firstColumn: depths.lowerBound)
        epilogue.run(
            rows: 0..<O, columns: depths, tile: tile, arena: arena, scratch: scratch + columnsCount + resultCount)
    }
}
