import Numerics

// O channels of the results, C of the images; K = 16 C columns of the weights.

/// The weight gradient (O, K) of a convolution by Winograd's method: transformed output gradients times transformed
/// pixels, transformed back into the weights.
///
/// A chunk computes some columns of the 4 C of every point over all tiles, so no partial sums have to be added.
struct WinogradWeightGradientKernel: Kernel {
    let geometry: WinogradGeometry
    let images: Int, results: Int
    let epilogue: Epilogue
    let chunks: Int
    private let columns: [WinogradColumns]

    init(_ geometry: WinogradGeometry, images: Int, results: Int, epilogue: Epilogue, threads: Int) {
        (self.geometry, self.images, self.results, self.epilogue) = (geometry, images, results, epilogue)
        let chunks = geometry.depthChunks(threads: threads, multiple: 16)
        self.chunks = chunks
        columns = (0..<chunks).map { WinogradColumns(of: Tiling.range($0, of: chunks, geometry.depth), geometry) }
    }

    private var width: Int { geometry.depth / chunks }
    private var tiles: Int { min(geometry.tiles, Self.tilesAtOnce) }
    private static let tilesAtOnce = 512
    private var gradients: Int { Arena.aligned(tiles * geometry.results) }
    private var inputs: Int { Arena.aligned(tiles * width) }
    private var products: Int { Arena.aligned(geometry.results * width) }
    private var zeros: Int { Arena.aligned(max(geometry.results, geometry.channels)) }
    private var resultCount: Int { epilogue.resultScratch(geometry.results * 4 * width) }
    var usesWinograd: Bool { true }
    var scratch: Int { gradients + inputs + products + zeros + resultCount + epilogue.programScratch }

    func run(chunk: Int, in context: KernelContext) {
        let depths = chunk * width..<(chunk + 1) * width, columns = columns[chunk]
        let (O, K, arena, scratch) = (geometry.results, geometry.window.depth, context.arena, context.scratch)
        let input = scratch + gradients, product = input + inputs, zero = product + products
        zero.update(repeating: 0, count: zeros)
        let (target, rowStride, isWhole) =
            switch epilogue.destination {
            case .buffer(let offset): (arena + offset, K, true)
            case .scratch: (zero + zeros, 4 * width, false)
            }
        for index in 0..<WinogradGeometry.points {
            let point = (row: index / 3, column: index % 3)
            for first in stride(from: 0, to: geometry.tiles, by: tiles) {
                let some = first..<min(first + tiles, geometry.tiles)
                geometry.gradientTransform(point, arena + results, tiles: some, into: scratch, zeros: zero)
                geometry.inputTransform(point, arena + images, tiles: some, depths: depths, into: input, zeros: zero)
                BLAS.multiply(
                    m: O, n: width, k: some.count, a: scratch, lda: O, transposeA: true, b: input, ldb: width,
                    transposeB: false,
                    c: product, ldc: width, adding: first > 0)
            }
            geometry.forEachComponent(in: depths) { component, channels, start in
                for o in 0..<O {
                    WinogradGeometry.inverseTransform(
                        point.row, point.column, product + o * width + start, channels.count
                    ) { row, column in
                        let column = geometry.column(component, row, column) + channels.lowerBound
                        return target + o * rowStride + (isWhole ? column : columns.index(of: column))
                    }
                }
            }
        }
        for segment in columns.segments {
            let base = target + (isWhole ? segment.columns.lowerBound : segment.start)
            let tile = ElementwiseKernel.Tile(
                base: base, rowStride: rowStride, firstRow: 0, firstColumn: segment.columns.lowerBound)
            epilogue.run(
                rows: 0..<O, columns: segment.columns, tile: tile, arena: arena, scratch: zero + zeros + resultCount)
        }
    }
}
