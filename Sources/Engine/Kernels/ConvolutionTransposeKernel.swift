// O channels of the results, which are the input here; K elements under a window.

/// Convolution backwards into pictures: columns are made by a product for a tile of places and added to the pictures under their windows.
package struct ConvolutionTransposeKernel: Sendable {
    let geometry: WindowGeometry
    let source: Int, matrix: Int
    let destination: ProductDestination
    let epilogue: ElementwiseProgram?
    private let bands: PictureBands

    package init(_ geometry: WindowGeometry, source: Int, matrix: Int, destination: ProductDestination, epilogue: ElementwiseProgram?, lanes: Int) {
        (self.geometry, self.source, self.matrix) = (geometry, source, matrix)
        (self.destination, self.epilogue) = (destination, epilogue)
        bands = PictureBands(pictures: geometry.pictures, height: geometry.height, most: max(1, Tiling.places / geometry.placesPerPicture),
                             operations: geometry.operations, phase: 0, lanes: lanes)
    }

    package var chunks: Int { bands.chunks }
    private var line: Int { geometry.width * geometry.channels }
    private var tile: Int { min((geometry.pictures + chunks - 1) / chunks * geometry.placesPerPicture, Tiling.places) }
    private var columnsCount: Int { geometry.isPointwise ? 0 : Arena.aligned(tile * geometry.depth) }
    private var resultCount: Int { if case .scratch = destination { Arena.aligned(bands.mostLines * line) } else { 0 } }
    package var scratch: Int { columnsCount + resultCount + (epilogue?.scratch ?? 0) }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>) {
        let (pictures, lines) = bands.part(chunk)
        guard !pictures.isEmpty else { return }
        let (K, O) = (geometry.depth, geometry.results)
        // Rows are numbered over all pictures; several pictures are always whole ones.
        let first = pictures.lowerBound * geometry.height + lines.lowerBound
        let count = (pictures.count - 1) * geometry.height + lines.count
        let target = switch destination {
        case .buffer(let offset): arena + offset + first * line
        case .scratch: scratch + columnsCount
        }
        let rows = geometry.rows(under: lines)
        let all = (pictures.lowerBound * geometry.rows + rows.lowerBound) * geometry.columns
            ..< ((pictures.upperBound - 1) * geometry.rows + rows.upperBound) * geometry.columns
        if geometry.isPointwise {
            multiply(all, into: target, arena, K, O)
        } else {
            target.update(repeating: 0, count: count * line)
            for start in stride(from: all.lowerBound, to: all.upperBound, by: tile) {
                let places = start..<min(start + tile, all.upperBound)
                multiply(places, into: scratch, arena, K, O)
                geometry.scatter(scratch, places: places, lines: lines, addingTo: target - first * line)
            }
        }
        guard let epilogue else { return }
        let C = geometry.channels, pixels = first * geometry.width..<(first + count) * geometry.width
        let tile = ElementwiseKernel.Tile(base: target, rowStride: C, firstRow: pixels.lowerBound, firstColumn: 0)
        ElementwiseKernel.run(epilogue, rows: pixels, columns: 0..<C, arena: arena, scratch: scratch + columnsCount + resultCount, tile: tile)
    }

    private func multiply(_ places: Range<Int>, into target: UnsafeMutablePointer<Float>, _ arena: UnsafeMutablePointer<Float>, _ K: Int, _ O: Int) {
        BLAS.multiply(m: places.count, n: K, k: O, a: arena + source + places.lowerBound * O, lda: O, transposeA: false,
                      b: arena + matrix, ldb: K, transposeB: false, c: target, ldc: K)
    }
}
