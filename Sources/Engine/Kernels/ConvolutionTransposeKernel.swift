// O channels of the results, which are the input here; K elements under a window.

/// Convolution backwards into pictures: columns are made by a product for a tile of places and added to the pictures under their windows.
///
/// A chunk is a whole number of pictures, so that no two lanes add to the same one and the order of additions is fixed.
package struct ConvolutionTransposeKernel: Sendable {
    let geometry: WindowGeometry
    let source: Int, matrix: Int
    let destination: ProductDestination
    let epilogue: ElementwiseProgram?
    package let chunks: Int

    package init(_ geometry: WindowGeometry, source: Int, matrix: Int, destination: ProductDestination, epilogue: ElementwiseProgram?, lanes: Int) {
        (self.geometry, self.source, self.matrix) = (geometry, source, matrix)
        (self.destination, self.epilogue) = (destination, epilogue)
        chunks = Tiling.chunks(geometry.pictures, atMost: max(1, Tiling.places / geometry.placesPerPicture), operations: geometry.operations, lanes: lanes)
    }

    private var picturesPerChunk: Int { (geometry.pictures + chunks - 1) / chunks }
    private var tile: Int { min(picturesPerChunk * geometry.placesPerPicture, Tiling.places) }
    private var columnsCount: Int { geometry.isPointwise ? 0 : Arena.aligned(tile * geometry.depth) }
    private var resultCount: Int { if case .scratch = destination { Arena.aligned(picturesPerChunk * geometry.pictureCount) } else { 0 } }
    package var scratch: Int { columnsCount + resultCount + (epilogue?.scratch ?? 0) }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>) {
        let pictures = Tiling.range(chunk, of: chunks, geometry.pictures)
        guard !pictures.isEmpty else { return }
        let (K, O, count) = (geometry.depth, geometry.results, geometry.pictureCount)
        let target = switch destination {
        case .buffer(let offset): arena + offset + pictures.lowerBound * count
        case .scratch: scratch + columnsCount
        }
        let all = pictures.lowerBound * geometry.placesPerPicture..<pictures.upperBound * geometry.placesPerPicture
        if geometry.isPointwise {
            multiply(all, into: target, arena, K, O)
        } else {
            target.update(repeating: 0, count: pictures.count * count)
            for first in stride(from: all.lowerBound, to: all.upperBound, by: tile) {
                let places = first..<min(first + tile, all.upperBound)
                multiply(places, into: scratch, arena, K, O)
                geometry.scatter(scratch, places: places, addingTo: target - pictures.lowerBound * count)
            }
        }
        guard let epilogue else { return }
        let C = geometry.channels, pixels = geometry.height * geometry.width
        let rows = pictures.lowerBound * pixels..<pictures.upperBound * pixels
        let tile = ElementwiseKernel.Tile(base: target, rowStride: C, firstRow: rows.lowerBound, firstColumn: 0)
        ElementwiseKernel.run(epilogue, rows: rows, columns: 0..<C, arena: arena, scratch: scratch + columnsCount + resultCount, tile: tile)
    }

    private func multiply(_ places: Range<Int>, into target: UnsafeMutablePointer<Float>, _ arena: UnsafeMutablePointer<Float>, _ K: Int, _ O: Int) {
        BLAS.multiply(m: places.count, n: K, k: O, a: arena + source + places.lowerBound * O, lda: O, transposeA: false,
                      b: arena + matrix, ldb: K, transposeB: false, c: target, ldc: K)
    }
}
