import Numerics

// O channels of the results, C of the images; K = 16 C columns of the weights.

/// The weight gradient (O, K) of a convolution by Winograd's method in bfloat16: pairs of tiles are transformed, rounded once and packed in
/// panels, and the products of all tiles are transformed back into the weights. All nine points at once read images and gradients from
/// memory once; where nine products are too large, one row of three points follows the other.
///
/// A chunk computes some columns of the 4 C of every point over all tiles, so no partial sums have to be added.
struct BFloat16WinogradWeightGradientKernel: Kernel {
    let geometry: WinogradGeometry
    let images: Int, results: Int
    let epilogue: Epilogue
    let chunks: Int
    private let columns: [WinogradColumns]

    init(_ geometry: WinogradGeometry, images: Int, results: Int, epilogue: Epilogue, threads: Int) {
        (self.geometry, self.images, self.results, self.epilogue) = (geometry, images, results, epilogue)
        let chunks = geometry.depthChunks(threads: threads, multiple: BFloat16.panelWidth)
        self.chunks = chunks
        columns = (0..<chunks).map { WinogradColumns(of: Tiling.range($0, of: chunks, geometry.depth), geometry) }
    }

    var usesWinograd: Bool { true }
    var precision: Precision { .bf16 }
    private var width: Int { geometry.depth / chunks }
    /// Pairs of tiles of a product.
    private var pairs: Int { min((geometry.tiles + 1) / 2, rowsAtOnce == 3 ? 64 : 256) }
    /// Rows of three points whose products are summed at once.
    private var rowsAtOnce: Int { 9 * products <= Self.mostProducts ? 3 : 1 }
    /// Floats that still lie in the cache of the processor.
    private static let mostProducts = 1 << 20
    private var gradients: Int { 3 * geometry.results * pairs }
    private var inputs: Int { 3 * width * pairs }
    private var products: Int { geometry.results * width }
    private var zeros: Int { Arena.aligned(max(geometry.results, geometry.channels)) }
    private var resultCount: Int { epilogue.resultScratch(geometry.results * 4 * width) }
    var scratch: Int { gradients + inputs + 3 * rowsAtOnce * products + zeros + resultCount + epilogue.programScratch }

    func run(chunk: Int, in context: KernelContext) {
        let depths = chunk * width..<(chunk + 1) * width, columns = columns[chunk]
        let (O, K, arena, scratch) = (geometry.results, geometry.window.depth, context.arena, context.scratch)
        let input = scratch + gradients, product = input + inputs, zero = product + 3 * rowsAtOnce * products
        zero.update(repeating: 0, count: zeros)
        let (target, rowStride, isWhole) =
            switch epilogue.destination {
            case .buffer(let offset): (arena + offset, K, true)
            case .scratch: (zero + zeros, 4 * width, false)
            }
        for firstRow in stride(from: 0, to: 3, by: rowsAtOnce) {
            for first in stride(from: 0, to: geometry.tiles, by: 2 * pairs) {
                let some = first..<min(first + 2 * pairs, geometry.tiles), count = BFloat16.pairs(some.count)
                for row in firstRow..<firstRow + rowsAtOnce {
                    transformResults(row, arena + results, some, into: scratch.bits, zeros: zero)
                    transformPixels(row, arena + images, some, depths, into: input.bits, zeros: zero)
                    for column in 0..<3 {
                        BFloat16.multiply(
                            m: O, n: width, pairs: count, a: scratch.bits + column * O * count, inPanels: true,
                            b: input.bits + column * width * count,
                            c: product + ((row - firstRow) * 3 + column) * products, ldc: width, adding: first > 0)
                    }
                }
            }
            geometry.forEachComponent(in: depths) { component, channels, start in
                for o in 0..<O {
                    for row in firstRow..<firstRow + rowsAtOnce {
                        transformBack(
                            row, product + (row - firstRow) * 3 * products + o * width + start, channels.count
                        ) { tapRow, tapColumn in
                            let column = geometry.column(component, tapRow, tapColumn) + channels.lowerBound
                            return target + o * rowStride + (isWhole ? column : columns.index(of: column))
                        }
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

    /// Calls `body` for each pair of tiles; the last one of an odd number has no second.
    @inline(__always)
    private func forEachPair<Place>(
        _ some: Range<Int>, _ place: (_ image: Int, _ row: Int, _ column: Int) -> Place, none: Place,
        _ body: (_ pair: Int, _ first: Place, _ second: Place) -> Void
    ) {
        var before: Place?
        geometry.forEachTile(some) { index, image, row, column in
            let here = place(image, row, column)
            if index % 2 == 0 {
                if index == some.count - 1 { body(index / 2, here, none) } else { before = here }
            } else if let before {
                body(index / 2, before, here)
            }
        }
    }

    /// Row `point` of the weight transform of the results: (3, O / 32 panels, pairs of tiles, 32).
    private func transformResults(
        _ point: Int, _ y: UnsafePointer<Float>, _ some: Range<Int>, into target: UnsafeMutablePointer<UInt32>,
        zeros: UnsafePointer<Float>
    ) {
        let (O, pairs) = (geometry.results, BFloat16.pairs(some.count))
        forEachPair(
            some, { WinogradResults(geometry, y, image: $0, tileRow: $1, tileColumn: $2, zeros: zeros) },
            none: WinogradResults(zeros: zeros)
        ) { pair, first, second in
            for channel in stride(from: 0, to: O, by: 16) {
                store(
                    first.weightTransform(row: point, channel), second.weightTransform(row: point, channel),
                    to: target + (channel / 32 * pairs + pair) * 32 + channel % 32, distance: O * pairs)
            }
        }
    }

    /// Row `point` of the input transform of the pixels: (3, width / 32 panels, pairs of tiles, 32).
    private func transformPixels(
        _ point: Int, _ x: UnsafePointer<Float>, _ some: Range<Int>, _ depths: Range<Int>,
        into target: UnsafeMutablePointer<UInt32>, zeros: UnsafePointer<Float>
    ) {
        let pairs = BFloat16.pairs(some.count)
        geometry.forEachComponent(in: depths) { component, channels, start in
            forEachPair(
                some,
                {
                    WinogradPixels(
                        geometry, x, image: $0, tileRow: $1, tileColumn: $2, component: component, zeros: zeros)
                }, none: WinogradPixels(zeros: zeros)
            ) { pair, first, second in
                for channel in stride(from: channels.lowerBound, to: channels.upperBound, by: 16) {
                    let depth = start + channel - channels.lowerBound
                    store(
                        Self.inputTransform(point, first, channel), Self.inputTransform(point, second, channel),
                        to: target + (depth / 32 * pairs + pair) * 32 + depth % 32, distance: width * pairs)
                }
            }
        }
    }

    @inline(__always)
    private static func inputTransform(_ point: Int, _ pixels: WinogradPixels, _ channel: Int) -> VectorTriple {
        let middle = pixels.row(1, channel)
        return (point == 1 ? middle : pixels.row(point, channel) - middle).inputTransform
    }

    @inline(__always)
    private func store(
        _ first: VectorTriple, _ second: VectorTriple, to d: UnsafeMutablePointer<UInt32>, distance: Int
    ) {
        d.vector = BFloat16.pairs(first.first, second.first)
        (d + distance).vector = BFloat16.pairs(first.second, second.second)
        (d + 2 * distance).vector = BFloat16.pairs(first.third, second.third)
    }

    /// The inverse transform of row `point` of three products, `count` channels: a tap's first row of points sets it, the second is added.
    @inline(__always)
    private func transformBack(
        _ point: Int, _ m: UnsafePointer<Float>, _ count: Int,
        _ tap: (_ row: Int, _ column: Int) -> UnsafeMutablePointer<Float>
    ) {
        for row in WinogradGeometry.weightTerms(point) {
            let left = tap(row, 0), right = tap(row, 1)
            for channel in stride(from: 0, to: count, by: 16) {
                let values = VectorTriple(
                    (m + channel).vector, (m + products + channel).vector, (m + 2 * products + channel).vector
                ).inverseTransform
                if row == point {
                    (left + channel).vector = values.0
                    (right + channel).vector = values.1
                } else {
                    (left + channel).vector += values.0
                    (right + channel).vector += values.1
                }
            }
        }
    }
}
