import Numerics

// O channels of the smaller image, which is the input here; K elements under a window.

/// A transposed convolution, which is also the input gradient of a convolution: a product gives the columns of a tile
/// of positions, which are added to the pixels under their windows (col2im).
struct ConvolutionTransposeKernel: Kernel {
    let geometry: WindowGeometry
    let source: Int, weights: Int
    let epilogue: Epilogue
    private let bands: ImageBands
    private let product: MatrixProduct

    init(
        _ geometry: WindowGeometry, source: Int, weights: Int, precision: Precision, epilogue: Epilogue, threads: Int
    ) {
        product = MatrixProduct(geometry.precision(precision))
        (self.geometry, self.source, self.weights, self.epilogue) = (geometry, source, weights, epilogue)
        bands = ImageBands(
            images: geometry.images, height: geometry.height,
            most: max(1, Tiling.positions / geometry.positionsPerImage),
            operations: geometry.operations, offset: 0, threads: threads)
    }

    var chunks: Int { bands.chunks }
    private var line: Int { geometry.width * geometry.channels }
    /// Positions of a chunk; a band of an image has fewer than the image.
    private var positionsAtMost: Int { (geometry.images + chunks - 1) / chunks * geometry.positionsPerImage }
    private var tile: Int { min(positionsAtMost, Tiling.positions) }
    private var columnsCount: Int { geometry.isPointwise ? 0 : Arena.aligned(tile * geometry.depth) }
    private var resultCount: Int { epilogue.resultScratch(bands.mostLines * line) }
    private var factorCount: Int {
        product.scratch(m: geometry.isPointwise ? positionsAtMost : tile, k: geometry.results)
    }
    var precision: Precision { product.precision }
    var scratch: Int { columnsCount + resultCount + max(factorCount, epilogue.programScratch) }

    func run(chunk: Int, in context: KernelContext) {
        let (images, lines) = bands.part(chunk)
        guard !images.isEmpty else { return }
        let (arena, scratch) = (context.arena, context.scratch)
        // Rows are numbered over all images; a chunk of several images holds whole images.
        let first = images.lowerBound * geometry.height + lines.lowerBound
        let count = (images.count - 1) * geometry.height + lines.count
        let target =
            switch epilogue.destination {
            case .buffer(let offset): arena + offset + first * line
            case .scratch: scratch + columnsCount
            }
        let rows = geometry.rows(under: lines)
        let all =
            (images.lowerBound * geometry.rows + rows.lowerBound)
            * geometry.columns..<((images.upperBound - 1) * geometry.rows + rows.upperBound) * geometry.columns
        if geometry.isPointwise {
            multiply(all, into: target, context)
        } else {
            target.update(repeating: 0, count: count * line)
            for start in stride(from: all.lowerBound, to: all.upperBound, by: tile) {
                let positions = start..<min(start + tile, all.upperBound)
                multiply(positions, into: scratch, context)
                geometry.scatter(scratch, positions: positions, lines: lines, addingTo: target - first * line)
            }
        }
        let C = geometry.channels, pixels = first * geometry.width..<(first + count) * geometry.width
        let tile = ElementwiseKernel.Tile(base: target, rowStride: C, firstRow: pixels.lowerBound, firstColumn: 0)
        epilogue.run(
            rows: pixels, columns: 0..<C, tile: tile, arena: arena, scratch: scratch + columnsCount + resultCount)
    }

    private func multiply(
        _ positions: Range<Int>, into target: UnsafeMutablePointer<Float>, _ context: KernelContext
    ) {
        let (K, O, arena) = (geometry.depth, geometry.results, context.arena)
        product.run(
            m: positions.count, n: K, k: O, a: arena + source + positions.lowerBound * O, lda: O, b: arena + weights,
            ldb: K, c: target, ldc: K, scratch: context.scratch + columnsCount + resultCount)
    }
}
