// O channels of the results; K elements under a window.

/// The gradient of a convolution's matrix: over all places, results times columns.
///
/// A chunk makes some of the K columns of the matrix, over all places: no partial sums to add up, and each chunk's part is
/// finished, so that an optimiser's update can follow while it is in cache.
package struct ConvolutionMatrixKernel: Sendable {
    let geometry: WindowGeometry
    let pictures: Int, results: Int
    let destination: ProductDestination
    let epilogue: ElementwiseProgram?
    package let chunks: Int

    package init(_ geometry: WindowGeometry, pictures: Int, results: Int, destination: ProductDestination, epilogue: ElementwiseProgram?, lanes: Int) {
        (self.geometry, self.pictures, self.results) = (geometry, pictures, results)
        (self.destination, self.epilogue) = (destination, epilogue)
        chunks = Tiling.chunks(geometry.depth, atMost: Self.widest, operations: geometry.operations, lanes: lanes)
    }

    /// Columns of a chunk at most: they and the places of a tile stay in cache.
    private static let widest = 1024

    private var width: Int { (geometry.depth + chunks - 1) / chunks }
    private var tile: Int { min(geometry.places, Tiling.places) }
    private var columnsCount: Int { geometry.isPointwise ? 0 : Arena.aligned(tile * width) }
    private var resultCount: Int { if case .scratch = destination { Arena.aligned(geometry.results * width) } else { 0 } }
    package var scratch: Int { columnsCount + resultCount + (epilogue?.scratch ?? 0) }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>) {
        let depths = Tiling.range(chunk, of: chunks, geometry.depth)
        guard !depths.isEmpty else { return }
        let (K, O) = (geometry.depth, geometry.results)
        let (target, rowStride) = switch destination {
        case .buffer(let offset): (arena + offset + depths.lowerBound, K)
        case .scratch: (scratch + columnsCount, depths.count)
        }
        for first in stride(from: 0, to: geometry.places, by: tile) {
            let places = first..<min(first + tile, geometry.places)
            var (columns, columnStride) = (arena + pictures + first * K + depths.lowerBound, K)
            if !geometry.isPointwise {
                (columns, columnStride) = (scratch, depths.count)
                geometry.gather(arena + pictures, places: places, depths: depths, into: scratch)
            }
            BLAS.multiply(m: O, n: depths.count, k: places.count, a: arena + results + first * O, lda: O, transposeA: true,
                          b: columns, ldb: columnStride, transposeB: false, c: target, ldc: rowStride, adding: first > 0)
        }
        guard let epilogue else { return }
        let tile = ElementwiseKernel.Tile(base: target, rowStride: rowStride, firstRow: 0, firstColumn: depths.lowerBound)
        ElementwiseKernel.run(epilogue, rows: 0..<O, columns: depths, arena: arena, scratch: scratch + columnsCount + resultCount, tile: tile)
    }
}
