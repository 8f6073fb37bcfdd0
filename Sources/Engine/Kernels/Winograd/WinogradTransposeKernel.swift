// O channels of the results, which are the input here; C of the pictures.

/// Convolution backwards into pictures by minimal filtering: spread results times spread weights, added to the pixels they came from.
package struct WinogradTransposeKernel: Sendable {
    let geometry: WinogradGeometry
    let source: Int, weights: Int
    let destination: ProductDestination
    let epilogue: ElementwiseProgram?
    private let bands: PictureBands

    /// - Parameter weights: where the spread matrix is, (9, O, 4 C).
    package init(_ geometry: WinogradGeometry, source: Int, weights: Int, destination: ProductDestination, epilogue: ElementwiseProgram?, lanes: Int) {
        (self.geometry, self.source, self.weights) = (geometry, source, weights)
        (self.destination, self.epilogue) = (destination, epilogue)
        // The windows of a tile reach from the row before a multiple of 4 to four rows behind it.
        bands = PictureBands(pictures: geometry.window.pictures, height: geometry.window.height,
                             most: max(1, geometry.tilesAtOnce / geometry.tilesPerPicture), operations: geometry.operations, phase: 2, lanes: lanes)
    }

    package var chunks: Int { bands.chunks }
    private var line: Int { geometry.window.width * geometry.channels }
    private var tiles: Int { min((geometry.window.pictures + chunks - 1) / chunks * geometry.tilesPerPicture, geometry.tilesAtOnce) }
    private var spread: Int { Arena.aligned(tiles * geometry.results) }
    private var products: Int { Arena.aligned(tiles * geometry.depth) }
    private var zeros: Int { Arena.aligned(geometry.results) }
    private var resultCount: Int {
        if case .scratch = destination { Arena.aligned(bands.mostLines * line) } else { 0 }
    }
    package var scratch: Int { spread + 3 * products + zeros + resultCount + (epilogue?.scratch ?? 0) }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>) {
        let (pictures, lines) = bands.part(chunk)
        guard !pictures.isEmpty else { return }
        let (O, depth) = (geometry.results, geometry.depth)
        // Rows are numbered over all pictures; several pictures are always whole ones.
        let start = pictures.lowerBound * geometry.window.height + lines.lowerBound
        let count = (pictures.count - 1) * geometry.window.height + lines.count
        let zero = scratch + spread + 3 * products
        zero.update(repeating: 0, count: zeros)
        let target = switch destination {
        case .buffer(let offset): arena + offset + start * line
        case .scratch: zero + zeros
        }
        target.update(repeating: 0, count: count * line)
        let rows = geometry.tileRows(under: lines)
        let all = (pictures.lowerBound * geometry.tileRows + rows.lowerBound) * geometry.tileColumns
            ..< ((pictures.upperBound - 1) * geometry.tileRows + rows.upperBound) * geometry.tileColumns
        for first in stride(from: all.lowerBound, to: all.upperBound, by: tiles) {
            let some = first..<min(first + tiles, all.upperBound)
            for row in 0..<3 {
                for column in 0..<3 {
                    geometry.spread((row, column), arena + source, tiles: some, into: scratch, zeros: zero)
                    BLAS.multiply(m: some.count, n: depth, k: O, a: scratch, lda: O, transposeA: false,
                                  b: arena + weights + (row * 3 + column) * O * depth, ldb: depth, transposeB: false,
                                  c: scratch + spread + column * products, ldc: depth)
                }
                let u = scratch + spread
                geometry.scatter(row, u, u + products, u + 2 * products, tiles: some, lines: lines, addingTo: target - start * line)
            }
        }
        guard let epilogue else { return }
        let C = geometry.channels, pixels = start * geometry.window.width..<(start + count) * geometry.window.width
        let tile = ElementwiseKernel.Tile(base: target, rowStride: C, firstRow: pixels.lowerBound, firstColumn: 0)
        ElementwiseKernel.run(epilogue, rows: pixels, columns: 0..<C, arena: arena, scratch: zero + zeros + resultCount, tile: tile)
    }
}
