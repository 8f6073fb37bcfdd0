import Numerics

// O channels of the results, which are the input here; C of the images.

/// A transposed convolution by Winograd's method: transformed results times transformed weights, added to the pixels
/// through the transpose of the input transform.
struct WinogradTransposeKernel: Kernel {
    let geometry: WinogradGeometry
    let source: Int, weights: Int
    let epilogue: Epilogue
    private let bands: ImageBands

    /// - Parameter weights: offset of the transformed weights (9, O, 4 C).
    init(_ geometry: WinogradGeometry, source: Int, weights: Int, epilogue: Epilogue, threads: Int) {
        (self.geometry, self.source, self.weights, self.epilogue) = (geometry, source, weights, epilogue)
        // The windows of a tile cover the rows from one before a multiple of 4 to four after it.
        bands = ImageBands(
            images: geometry.window.images, height: geometry.window.height,
            most: max(1, geometry.tilesAtOnce / geometry.tilesPerImage), operations: geometry.operations, offset: 2,
            threads: threads)
    }

    var chunks: Int { bands.chunks }
    private var line: Int { geometry.window.width * geometry.channels }
    private var tiles: Int {
        min((geometry.window.images + chunks - 1) / chunks * geometry.tilesPerImage, geometry.tilesAtOnce)
    }
    private var gradients: Int { Arena.aligned(tiles * geometry.results) }
    private var products: Int { Arena.aligned(tiles * geometry.depth) }
    private var zeros: Int { Arena.aligned(geometry.results) }
    private var resultCount: Int { epilogue.resultScratch(bands.mostLines * line) }
    var usesWinograd: Bool { true }
    var scratch: Int { gradients + 3 * products + zeros + resultCount + epilogue.programScratch }

    func run(chunk: Int, in context: KernelContext) {
        let (images, lines) = bands.part(chunk)
        guard !images.isEmpty else { return }
        let (O, depth, arena, scratch) = (geometry.results, geometry.depth, context.arena, context.scratch)
        // Rows are numbered over all images; a chunk of several images holds whole images.
        let start = images.lowerBound * geometry.window.height + lines.lowerBound
        let count = (images.count - 1) * geometry.window.height + lines.count
        let zero = scratch + gradients + 3 * products
        zero.update(repeating: 0, count: zeros)
        let target =
            switch epilogue.destination {
            case .buffer(let offset): arena + offset + start * line
            case .scratch: zero + zeros
            }
        target.update(repeating: 0, count: count * line)
        let rows = geometry.tileRows(under: lines)
        let all =
            (images.lowerBound * geometry.tileRows + rows.lowerBound)
            * geometry.tileColumns..<((images.upperBound - 1) * geometry.tileRows + rows.upperBound)
            * geometry.tileColumns
        for first in stride(from: all.lowerBound, to: all.upperBound, by: tiles) {
            let some = first..<min(first + tiles, all.upperBound)
            for row in 0..<3 {
                for column in 0..<3 {
                    geometry.gradientTransform((row, column), arena + source, tiles: some, into: scratch, zeros: zero)
                    BLAS.multiply(
                        m: some.count, n: depth, k: O, a: scratch, lda: O, transposeA: false,
                        b: arena + weights + (row * 3 + column) * O * depth, ldb: depth, transposeB: false,
                        c: scratch + gradients + column * products, ldc: depth)
                }
                let u = scratch + gradients
                geometry.addInputGradient(
                    row, u, u + products, u + 2 * products, tiles: some, lines: lines, addingTo: target - start * line)
            }
        }
        let C = geometry.channels, pixels = start * geometry.window.width..<(start + count) * geometry.window.width
        let tile = ElementwiseKernel.Tile(base: target, rowStride: C, firstRow: pixels.lowerBound, firstColumn: 0)
        epilogue.run(rows: pixels, columns: 0..<C, tile: tile, arena: arena, scratch: zero + zeros + resultCount)
    }
}
