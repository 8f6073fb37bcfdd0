// O channels of the results, which are the input here; C of the pictures.

/// Convolution backwards into pictures by minimal filtering: spread results times spread weights, added to the pixels they came from.
///
/// A chunk is a whole number of pictures, so that no two lanes add to the same one and the order of additions is fixed.
package struct WinogradTransposeKernel: Sendable {
    let geometry: WinogradGeometry
    let source: Int, weights: Int
    let destination: ProductDestination
    let epilogue: ElementwiseProgram?
    package let chunks: Int

    /// - Parameter weights: where the spread matrix is, (9, O, 4 C).
    package init(_ geometry: WinogradGeometry, source: Int, weights: Int, destination: ProductDestination, epilogue: ElementwiseProgram?, lanes: Int) {
        (self.geometry, self.source, self.weights) = (geometry, source, weights)
        (self.destination, self.epilogue) = (destination, epilogue)
        chunks = Tiling.chunks(geometry.window.pictures, atMost: max(1, geometry.tilesAtOnce / geometry.tilesPerPicture),
                               operations: geometry.operations, lanes: lanes)
    }

    private var picturesPerChunk: Int { (geometry.window.pictures + chunks - 1) / chunks }
    private var tiles: Int { min(picturesPerChunk * geometry.tilesPerPicture, geometry.tilesAtOnce) }
    private var spread: Int { Arena.aligned(tiles * geometry.results) }
    private var products: Int { Arena.aligned(tiles * geometry.depth) }
    private var zeros: Int { Arena.aligned(geometry.results) }
    private var resultCount: Int {
        if case .scratch = destination { Arena.aligned(picturesPerChunk * geometry.window.pictureCount) } else { 0 }
    }
    package var scratch: Int { spread + 3 * products + zeros + resultCount + (epilogue?.scratch ?? 0) }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>) {
        let pictures = Tiling.range(chunk, of: chunks, geometry.window.pictures)
        guard !pictures.isEmpty else { return }
        let (O, depth, count) = (geometry.results, geometry.depth, geometry.window.pictureCount)
        let zero = scratch + spread + 3 * products
        zero.update(repeating: 0, count: zeros)
        let target = switch destination {
        case .buffer(let offset): arena + offset + pictures.lowerBound * count
        case .scratch: zero + zeros
        }
        target.update(repeating: 0, count: pictures.count * count)
        let all = pictures.lowerBound * geometry.tilesPerPicture..<pictures.upperBound * geometry.tilesPerPicture
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
                geometry.scatter(row, u, u + products, u + 2 * products, tiles: some, addingTo: target - pictures.lowerBound * count)
            }
        }
        guard let epilogue else { return }
        let C = geometry.channels, pixels = geometry.window.height * geometry.window.width
        let rows = pictures.lowerBound * pixels..<pictures.upperBound * pixels
        let tile = ElementwiseKernel.Tile(base: target, rowStride: C, firstRow: rows.lowerBound, firstColumn: 0)
        ElementwiseKernel.run(epilogue, rows: rows, columns: 0..<C, arena: arena, scratch: zero + zeros + resultCount, tile: tile)
    }
}
