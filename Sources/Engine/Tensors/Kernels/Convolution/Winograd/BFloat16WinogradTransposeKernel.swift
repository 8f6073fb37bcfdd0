import Numerics

// O channels of the results, which are the input here; C of the images.

/// A transposed convolution by Winograd's method in bfloat16: blocks of tiles and channels, as in `BFloat16WinogradKernel`, added to the
/// pixels through the transpose of the input transform.
struct BFloat16WinogradTransposeKernel: Kernel {
    let geometry: WinogradGeometry
    let source: Int, weights: Int
    let epilogue: Epilogue
    private let bands: ImageBands

    /// - Parameter weights: offset of the panels of `BFloat16WinogradWeightKernel`.
    init(_ geometry: WinogradGeometry, source: Int, weights: Int, epilogue: Epilogue, threads: Int) {
        (self.geometry, self.source, self.weights, self.epilogue) = (geometry, source, weights, epilogue)
        // The windows of a tile cover the rows from one before a multiple of 4 to four after it.
        bands = ImageBands(
            images: geometry.window.images, height: geometry.window.height,
            most: max(1, BFloat16WinogradBlock.tilesOfChunk / geometry.tilesPerImage), operations: geometry.operations,
            offset: 2,
            threads: threads)
    }

    var chunks: Int { bands.chunks }
    var usesWinograd: Bool { true }
    var precision: Precision { .bf16 }
    private var line: Int { geometry.window.width * geometry.channels }
    private var tiles: Int {
        BFloat16WinogradBlock.tiles(
            (geometry.window.images + chunks - 1) / chunks * geometry.tilesPerImage,
            bytes: 18 * geometry.results + 64 * geometry.channels)
    }
    private var gradients: Int { WinogradGeometry.points * tiles * geometry.results / 2 }
    private var zeros: Int { Arena.aligned(geometry.results) }
    private var resultCount: Int { epilogue.resultScratch(bands.mostLines * line) }
    var scratch: Int { gradients + BFloat16WinogradBlock.count + zeros + resultCount + epilogue.programScratch }

    func run(chunk: Int, in context: KernelContext) {
        let (images, lines) = bands.part(chunk)
        guard !images.isEmpty else { return }
        let (arena, scratch, width) = (context.arena, context.scratch, BFloat16.panelWidth)
        // Rows are numbered over all images; a chunk of several images holds whole images.
        let start = images.lowerBound * geometry.window.height + lines.lowerBound
        let count = (images.count - 1) * geometry.window.height + lines.count
        let product = scratch + gradients, zero = product + BFloat16WinogradBlock.count
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
            transform(arena + source, some, into: scratch.bits, zeros: zero)
            for panel in 0..<geometry.depth / width {
                for position in stride(from: 0, to: some.count, by: BFloat16WinogradBlock.rows) {
                    let block = position..<min(position + BFloat16WinogradBlock.rows, some.count)
                    BFloat16WinogradBlock.multiply(
                        block, of: tiles, pairs: geometry.results / 2, a: scratch.bits, b: (arena + weights).bits,
                        panel: panel, of: geometry.depth / width, into: product)
                    add(
                        product, first + block.lowerBound..<first + block.upperBound, depth: panel * width,
                        lines: lines, to: target - start * line)
                }
            }
        }
        let C = geometry.channels, pixels = start * geometry.window.width..<(start + count) * geometry.window.width
        let tile = ElementwiseKernel.Tile(base: target, rowStride: C, firstRow: pixels.lowerBound, firstColumn: 0)
        epilogue.run(rows: pixels, columns: 0..<C, tile: tile, arena: arena, scratch: zero + zeros + resultCount)
    }

    /// The weight transform of the results at every point: (9, tiles, O / 2 pairs).
    private func transform(
        _ y: UnsafePointer<Float>, _ some: Range<Int>, into target: UnsafeMutablePointer<UInt32>,
        zeros: UnsafePointer<Float>
    ) {
        let pairs = geometry.results / 2
        geometry.forEachTile(some) { index, image, row, column in
            let results = WinogradResults(geometry, y, image: image, tileRow: row, tileColumn: column, zeros: zeros)
            var d = target + index * pairs
            for channel in stride(from: 0, to: geometry.results, by: 32) {
                BFloat16WinogradBlock.store(
                    VectorSquare(weightTransformOf: results.values(channel)),
                    VectorSquare(weightTransformOf: results.values(channel + 16)), to: d, distance: tiles * pairs)
                d += 16
            }
        }
    }

    /// Adds a block, 32 of the 4 C from `depth` on, to the pixels in the rows `lines`; `x` is where image 0 would start.
    private func add(
        _ product: UnsafePointer<Float>, _ some: Range<Int>, depth: Int, lines: Range<Int>,
        to x: UnsafeMutablePointer<Float>
    ) {
        let (W, C) = (geometry.window.width, geometry.channels)
        let (component, channel) = (depth / C, depth % C)
        geometry.forEachTile(some) { index, image, tileRow, tileColumn in
            let top = 4 * tileRow - 1 + component / 2, left = 4 * tileColumn - 1 + component % 2
            let corner = x + ((image * geometry.window.height + top) * W + left) * C + channel
            let isInside = lines.contains(top) && lines.contains(top + 4) && left >= 0 && left + 4 < W
            for half in [0, 16] {
                let pixels = BFloat16WinogradBlock.square(product, index, half).inputGradient
                for (row, values) in [(0, pixels.top), (2, pixels.middle), (4, pixels.bottom)] {
                    guard isInside || lines.contains(top + row) else { continue }
                    let d = corner + row * W * C + half
                    if isInside || left >= 0 { d.vector += values.first }
                    if isInside || left + 2 < W { (d + 2 * C).vector += values.second }
                    if isInside || left + 4 < W { (d + 4 * C).vector += values.third }
                }
            }
        }
    }
}
