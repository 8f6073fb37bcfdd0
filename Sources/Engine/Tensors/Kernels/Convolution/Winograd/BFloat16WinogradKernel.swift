import Numerics

// O channels of the results, C of the images.

/// A convolution by Winograd's method in bfloat16. The transformed pixels of some tiles are rounded once, all nine points; a block of
/// twelve tiles and 32 results is multiplied at every point and transformed back before it leaves the first-level cache.
struct BFloat16WinogradKernel: Kernel {
    let geometry: WinogradGeometry
    let source: Int, weights: Int
    let epilogue: Epilogue
    let chunks: Int

    /// - Parameter weights: offset of the panels of `BFloat16WinogradWeightKernel`.
    init(_ geometry: WinogradGeometry, source: Int, weights: Int, epilogue: Epilogue, threads: Int) {
        (self.geometry, self.source, self.weights, self.epilogue) = (geometry, source, weights, epilogue)
        chunks = Tiling.chunks(
            geometry.window.images * geometry.tileRows,
            atMost: max(1, BFloat16WinogradBlock.tilesOfChunk / geometry.tileColumns),
            operations: geometry.operations, threads: threads)
    }

    var usesWinograd: Bool { true }
    var precision: Precision { .bf16 }
    private var rowsAtMost: Int { (geometry.window.images * geometry.tileRows + chunks - 1) / chunks }
    private var tiles: Int {
        BFloat16WinogradBlock.tiles(
            rowsAtMost * geometry.tileColumns, bytes: 18 * geometry.depth + 16 * geometry.results)
    }
    private var inputs: Int { WinogradGeometry.points * tiles * geometry.depth / 2 }
    private var zeros: Int { Arena.aligned(geometry.channels) }
    private var resultCount: Int { epilogue.resultScratch(rowsAtMost * 2 * geometry.window.columns * geometry.results) }
    var scratch: Int { inputs + BFloat16WinogradBlock.count + zeros + resultCount + epilogue.programScratch }

    func run(chunk: Int, in context: KernelContext) {
        let tileRows = Tiling.range(chunk, of: chunks, geometry.window.images * geometry.tileRows)
        guard !tileRows.isEmpty else { return }
        let (O, arena, scratch) = (geometry.results, context.arena, context.scratch)
        let all = tileRows.lowerBound * geometry.tileColumns..<tileRows.upperBound * geometry.tileColumns
        let rows =
            geometry.resultRow(tileRows.lowerBound) * geometry.window.columns..<geometry.resultRow(tileRows.upperBound)
            * geometry.window.columns
        let product = scratch + inputs, zero = product + BFloat16WinogradBlock.count
        zero.update(repeating: 0, count: zeros)
        let target =
            switch epilogue.destination {
            case .buffer(let offset): arena + offset + rows.lowerBound * O
            case .scratch: zero + zeros
            }
        for first in stride(from: all.lowerBound, to: all.upperBound, by: tiles) {
            let some = first..<min(first + tiles, all.upperBound)
            transform(arena + source, some, into: scratch.bits, zeros: zero)
            for panel in 0..<O / BFloat16.panelWidth {
                for start in stride(from: 0, to: some.count, by: BFloat16WinogradBlock.rows) {
                    let block = start..<min(start + BFloat16WinogradBlock.rows, some.count)
                    BFloat16WinogradBlock.multiply(
                        block, of: tiles, pairs: geometry.depth / 2, a: scratch.bits, b: (arena + weights).bits,
                        panel: panel, of: O / BFloat16.panelWidth, into: product)
                    transformBack(
                        product, first + block.lowerBound..<first + block.upperBound,
                        into: target - rows.lowerBound * O + panel * BFloat16.panelWidth)
                }
            }
        }
        let tile = ElementwiseKernel.Tile(base: target, rowStride: O, firstRow: rows.lowerBound, firstColumn: 0)
        epilogue.run(rows: rows, columns: 0..<O, tile: tile, arena: arena, scratch: zero + zeros + resultCount)
    }

    /// The input transform at every point: (9, tiles, 2 C pairs).
    private func transform(
        _ x: UnsafePointer<Float>, _ some: Range<Int>, into target: UnsafeMutablePointer<UInt32>,
        zeros: UnsafePointer<Float>
    ) {
        let (C, pairs) = (geometry.channels, geometry.depth / 2)
        geometry.forEachTile(some) { index, image, row, column in
            for component in 0..<4 {
                let pixels = WinogradPixels(
                    geometry, x, image: image, tileRow: row, tileColumn: column, component: component, zeros: zeros)
                var d = target + index * pairs + component * C / 2
                for channel in stride(from: 0, to: C, by: 32) {
                    BFloat16WinogradBlock.store(
                        pixels.square(channel).inputTransform, pixels.square(channel + 16).inputTransform, to: d,
                        distance: tiles * pairs)
                    d += 16
                }
            }
        }
    }

    /// The inverse transform of a block; `y` is where its channels of image 0 would start.
    private func transformBack(
        _ product: UnsafePointer<Float>, _ some: Range<Int>, into y: UnsafeMutablePointer<Float>
    ) {
        geometry.forEachTile(some) { index, image, row, column in
            for half in [0, 16] {
                let values = BFloat16WinogradBlock.square(product, index, half).inverseTransform
                if let offset = geometry.resultOffset(image, row, column, 0, 0) {
                    (y + offset + half).vector = values.0
                }
                if let offset = geometry.resultOffset(image, row, column, 0, 1) {
                    (y + offset + half).vector = values.1
                }
                if let offset = geometry.resultOffset(image, row, column, 1, 0) {
                    (y + offset + half).vector = values.2
                }
                if let offset = geometry.resultOffset(image, row, column, 1, 1) {
                    (y + offset + half).vector = values.3
                }
            }
        }
    }
}
