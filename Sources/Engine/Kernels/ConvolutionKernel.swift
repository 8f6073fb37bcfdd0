// O channels of the results; K elements under a window.

/// Convolution forwards: a tile of places is gathered into columns, multiplied with the matrix, and finished while in cache.
package struct ConvolutionKernel: Sendable {
    let geometry: WindowGeometry
    let source: Int, matrix: Int
    let destination: ProductDestination
    let epilogue: ElementwiseProgram?
    package let chunks: Int

    package init(_ geometry: WindowGeometry, source: Int, matrix: Int, destination: ProductDestination, epilogue: ElementwiseProgram?, lanes: Int) {
        (self.geometry, self.source, self.matrix) = (geometry, source, matrix)
        (self.destination, self.epilogue) = (destination, epilogue)
        chunks = Tiling.chunks(geometry.places, atMost: Tiling.places, operations: geometry.operations, lanes: lanes)
    }

    private var tile: Int { (geometry.places + chunks - 1) / chunks }
    private var columnsCount: Int { geometry.isPointwise ? 0 : Arena.aligned(tile * geometry.depth) }
    private var resultCount: Int { if case .scratch = destination { Arena.aligned(tile * geometry.results) } else { 0 } }
    package var scratch: Int { columnsCount + resultCount + (epilogue?.scratch ?? 0) }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>) {
        let places = Tiling.range(chunk, of: chunks, geometry.places)
        guard !places.isEmpty else { return }
        let (K, O) = (geometry.depth, geometry.results)
        var columns = arena + source + places.lowerBound * K
        if !geometry.isPointwise {
            columns = scratch
            geometry.gather(arena + source, places: places, depths: 0..<K, into: scratch)
        }
        let target = switch destination {
        case .buffer(let offset): arena + offset + places.lowerBound * O
        case .scratch: scratch + columnsCount
        }
        BLAS.multiply(m: places.count, n: O, k: K, a: columns, lda: K, transposeA: false, b: arena + matrix, ldb: K, transposeB: true, c: target, ldc: O)
        guard let epilogue else { return }
        let tile = ElementwiseKernel.Tile(base: target, rowStride: O, firstRow: places.lowerBound, firstColumn: 0)
        ElementwiseKernel.run(epilogue, rows: places, columns: 0..<O, arena: arena, scratch: scratch + columnsCount + resultCount, tile: tile)
    }
}

/// How the places of a convolution are cut into chunks.
enum Tiling {
    /// Places of a tile: enough for OpenBLAS to run at full speed, few enough that their columns stay in cache.
    static let places = 512

    /// A number of chunks that the lanes share evenly; one when there is hardly any work.
    static func chunks(_ extent: Int, atMost size: Int, operations: Int, lanes: Int) -> Int {
        if operations < 1 << 20 { return 1 }
        let needed = max((extent + size - 1) / size, lanes)
        return min(extent, (needed + lanes - 1) / lanes * lanes)
    }

    static func range(_ chunk: Int, of chunks: Int, _ extent: Int) -> Range<Int> {
        let size = (extent + chunks - 1) / chunks
        return min(chunk * size, extent)..<min((chunk + 1) * size, extent)
    }
}
