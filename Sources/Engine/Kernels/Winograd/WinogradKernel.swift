// O channels of the results, C of the pictures.

/// Convolution forwards by minimal filtering: position by position, differences of pixels times spread weights, folded into the results.
package struct WinogradKernel: Sendable {
    let geometry: WinogradGeometry
    let source: Int, weights: Int
    let destination: ProductDestination
    let epilogue: ElementwiseProgram?
    package let chunks: Int

    /// - Parameter weights: where the spread matrix is, (9, O, 4 C).
    package init(_ geometry: WinogradGeometry, source: Int, weights: Int, destination: ProductDestination, epilogue: ElementwiseProgram?, lanes: Int) {
        (self.geometry, self.source, self.weights) = (geometry, source, weights)
        (self.destination, self.epilogue) = (destination, epilogue)
        chunks = Tiling.chunks(geometry.window.pictures * geometry.tileRows, atMost: max(1, geometry.tilesAtOnce / geometry.tileColumns),
                               operations: geometry.operations, lanes: lanes)
    }

    /// Rows of tiles of a chunk.
    private var rowsAtMost: Int { (geometry.window.pictures * geometry.tileRows + chunks - 1) / chunks }
    private var tiles: Int { rowsAtMost * geometry.tileColumns }
    private var differences: Int { Arena.aligned(tiles * geometry.depth) }
    private var products: Int { Arena.aligned(tiles * geometry.results) }
    private var zeros: Int { Arena.aligned(geometry.channels) }
    private var resultCount: Int {
        if case .scratch = destination { Arena.aligned(rowsAtMost * 2 * geometry.window.columns * geometry.results) } else { 0 }
    }
    package var scratch: Int { differences + products + zeros + resultCount + (epilogue?.scratch ?? 0) }

    /// Row of results where a row of tiles starts, counted through all pictures.
    private func resultRow(_ tileRow: Int) -> Int {
        tileRow / geometry.tileRows * geometry.window.rows + tileRow % geometry.tileRows * 2
    }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>) {
        let tileRows = Tiling.range(chunk, of: chunks, geometry.window.pictures * geometry.tileRows)
        guard !tileRows.isEmpty else { return }
        let (O, depth) = (geometry.results, geometry.depth)
        let all = tileRows.lowerBound * geometry.tileColumns..<tileRows.upperBound * geometry.tileColumns
        let rows = resultRow(tileRows.lowerBound) * geometry.window.columns..<resultRow(tileRows.upperBound) * geometry.window.columns
        let (product, zero) = (scratch + differences, scratch + differences + products)
        zero.update(repeating: 0, count: zeros)
        let target = switch destination {
        case .buffer(let offset): arena + offset + rows.lowerBound * O
        case .scratch: zero + zeros
        }
        for position in 0..<WinogradGeometry.positions {
            let place = (row: position / 3, column: position % 3)
            geometry.gather(place, arena + source, tiles: all, depths: 0..<depth, into: scratch, zeros: zero)
            BLAS.multiply(m: all.count, n: O, k: depth, a: scratch, lda: depth, transposeA: false,
                          b: arena + weights + position * O * depth, ldb: depth, transposeB: true, c: product, ldc: O)
            geometry.fold(place, product, tiles: all, into: target - rows.lowerBound * O)
        }
        guard let epilogue else { return }
        let tile = ElementwiseKernel.Tile(base: target, rowStride: O, firstRow: rows.lowerBound, firstColumn: 0)
        ElementwiseKernel.run(epilogue, rows: rows, columns: 0..<O, arena: arena, scratch: zero + zeros + resultCount, tile: tile)
    }
}
