// N batch, H height, W width, C channels of the images; h, w, O height, width, channels of the results; T tiles.

/// Winograd F(2x2, 2x2) for a convolution with a 4x4 window and stride 2 (Winograd 1980; Lavin and Gray 2016): a tile
/// of 2x2 results needs 9 products of (T, 4 C) with (4 C, O) instead of 16, which is 0.5625 of the multiplications.
///
/// The convolution is split into four polyphase components first: the pixels of one parity of row and column, under a
/// 2x2 window with stride 1. Along one axis, two results y0 = v0 w0 + v1 w1 and y1 = v1 w0 + v2 w1 then need three
/// products:
///
///     m0 = (v0 - v1) w0    m1 = v1 (w0 + w1)    m2 = (v2 - v1) w1    y0 = m0 + m1    y1 = m1 + m2
///
/// In matrix form Y = Aᵀ [(G w Gᵀ) ∘ (Bᵀ v B)] A, with the weight transform G, the input transform Bᵀ and the inverse
/// transform Aᵀ. The nine elements of the transformed tile are called points here. For this size A = G. So the input
/// gradient and the weight gradient transform output gradients like weights, and the weight gradient is transformed
/// back like results.
struct WinogradGeometry: Sendable {
    let window: WindowGeometry
    /// Tiles of 2x2 results along each axis; the last ones may reach over the edge.
    let tileRows: Int, tileColumns: Int

    /// Nil for other windows, and for so few channels that the transforms cost more than the products save.
    init?(_ geometry: WindowGeometry) {
        let w = geometry.window
        guard w.height == 4, w.width == 4, w.stride == 2, w.padding == 1 else { return nil }
        let (C, O) = (geometry.channels, geometry.results)
        guard C % 16 == 0, O % 16 == 0, C >= 32, O >= 32 else { return nil }
        window = geometry
        (tileRows, tileColumns) = ((geometry.rows + 1) / 2, (geometry.columns + 1) / 2)
    }

    /// Elements of a transformed tile.
    static let points = 9
    var channels: Int { window.channels }
    var results: Int { window.results }
    /// Values of a tile at one point: the channels of the four components.
    var depth: Int { 4 * channels }
    /// Tiles of an image, and of all.
    var tilesPerImage: Int { tileRows * tileColumns }
    var tiles: Int { window.images * tilesPerImage }
    /// Elements of the transformed weights: (9, O, 4 C).
    var weights: Int { Self.points * results * depth }
    var operations: Int { window.operations }

    /// Tiles of a product: their values at one point stay in the second-level cache.
    var tilesAtOnce: Int { depth <= 512 ? 512 : 256 }

    /// First row of results of a row of tiles, both numbered over all images.
    func resultRow(_ tileRow: Int) -> Int { tileRow / tileRows * window.rows + tileRow % tileRows * 2 }

    /// Parts of the 4 C, one for each thread as far as each has a whole `multiple` of channels and at least 64. No part splits a vector or a
    /// panel, and two parts have no row of the window in common.
    func depthChunks(threads: Int, multiple: Int) -> Int {
        var chunks = 1
        while chunks < threads, depth / (2 * chunks) % multiple == 0, depth / (2 * chunks) >= 64 { chunks *= 2 }
        return chunks
    }

    // MARK: The transforms along one axis

    /// Row `point` of Bᵀ: of three pixels, the one with factor 1 and the one with factor -1.
    static func inputTerms(_ point: Int) -> (plus: Int, minus: Int?) { point == 1 ? (1, nil) : (point, 1) }

    /// Row `point` of G, which is also column `point` of Aᵀ: of two values, those with factor 1.
    static func weightTerms(_ point: Int) -> ClosedRange<Int> { max(0, point - 1)...min(1, point) }

    // MARK: The transforms of 2x2 values

    /// d = element (`row`, `column`) of G w Gᵀ for the 2x2 values w at `value(row, column)`.
    @inline(__always)
    static func weightTransform(
        _ row: Int, _ column: Int, to d: UnsafeMutablePointer<Float>, _ count: Int,
        _ value: (_ row: Int, _ column: Int) -> UnsafePointer<Float>
    ) {
        let (rows, columns) = (weightTerms(row), weightTerms(column))
        let (r, c) = (rows.lowerBound, columns.lowerBound)
        switch (rows.count, columns.count) {
        case (1, 1): VectorRuns.copy(value(r, c), to: d, count)
        case (1, 2): VectorRuns.sum(value(r, 0), value(r, 1), to: d, count)
        case (2, 1): VectorRuns.sum(value(0, c), value(1, c), to: d, count)
        default: VectorRuns.sum(value(0, 0), value(0, 1), value(1, 0), value(1, 1), to: d, count)
        }
    }

    /// Inverse transform: adds element (`row`, `column`) m of a transformed tile to its terms among the 2x2 values Aᵀ M
    /// A. Points come in order; the first one of a value sets it.
    @inline(__always)
    static func inverseTransform(
        _ row: Int, _ column: Int, _ m: UnsafePointer<Float>, _ count: Int,
        _ value: (_ row: Int, _ column: Int) -> UnsafeMutablePointer<Float>?
    ) {
        for r in weightTerms(row) {
            for c in weightTerms(column) {
                guard let target = value(r, c) else { continue }
                if r == row && c == column {
                    VectorRuns.copy(m, to: target, count)
                } else {
                    VectorRuns.add(m, to: target, count)
                }
            }
        }
    }

    // MARK: Pixels

    /// Calls `body` for each tile of `tiles` with its index among them, its image, and its row and column in tiles.
    @inline(__always)
    func forEachTile(_ tiles: Range<Int>, _ body: (_ index: Int, _ image: Int, _ row: Int, _ column: Int) -> Void) {
        var image = tiles.lowerBound / tilesPerImage
        var (row, column) = (tiles.lowerBound % tilesPerImage / tileColumns, tiles.lowerBound % tileColumns)
        for index in 0..<tiles.count {
            body(index, image, row, column)
            column += 1
            if column == tileColumns { (row, column) = (row + 1, 0) }
            if row == tileRows { (image, row) = (image + 1, 0) }
        }
    }

    /// Rows of tiles whose windows overlap the rows `lines` of an image.
    func tileRows(under lines: Range<Int>) -> Range<Int> {
        let end = min(tileRows, lines.upperBound / 4 + 1)
        return min(max(0, (lines.lowerBound - 1) / 4), end)..<end
    }

    /// Offset of pixel (`row`, `column`) of the 3x3 of a tile's polyphase component; nil outside the rows `lines` of
    /// the image.
    @inline(__always)
    private func pixelOffset(
        _ image: Int, _ tileRow: Int, _ tileColumn: Int, _ component: Int, _ row: Int, _ column: Int,
        _ lines: Range<Int>
    ) -> Int? {
        let y = 4 * tileRow - 1 + component / 2 + 2 * row, x = 4 * tileColumn - 1 + component % 2 + 2 * column
        guard lines.contains(y), x >= 0, x < window.width else { return nil }
        return ((image * window.height + y) * window.width + x) * channels
    }

    /// Calls `body` for each component with its channels that lie in `depths` of the 4 C, and where they start in a row
    /// of `depths`.
    @inline(__always)
    func forEachComponent(
        in depths: Range<Int>, _ body: (_ component: Int, _ channels: Range<Int>, _ start: Int) -> Void
    ) {
        for component in 0..<4 {
            let range =
                max(
                    depths.lowerBound, component * channels)..<max(
                    max(depths.lowerBound, component * channels), min(depths.upperBound, (component + 1) * channels))
            if !range.isEmpty {
                body(
                    component, range.lowerBound - component * channels..<range.upperBound - component * channels,
                    range.lowerBound - depths.lowerBound)
            }
        }
    }

    /// Input transform: elements `depths` of the tiles `tiles` at `point`, one row for each tile. `zeros` are C of
    /// them.
    func inputTransform(
        _ point: (row: Int, column: Int), _ x: UnsafePointer<Float>, tiles: Range<Int>, depths: Range<Int>,
        into target: UnsafeMutablePointer<Float>, zeros: UnsafePointer<Float>
    ) {
        let (rows, columns) = (Self.inputTerms(point.row), Self.inputTerms(point.column))
        forEachTile(tiles) { index, image, tileRow, tileColumn in
            forEachComponent(in: depths) { component, range, start in
                func pixels(_ row: Int, _ column: Int) -> UnsafePointer<Float> {
                    guard
                        let offset = pixelOffset(image, tileRow, tileColumn, component, row, column, 0..<window.height)
                    else { return zeros }
                    return x + offset + range.lowerBound
                }
                let d = target + index * depths.count + start
                switch (rows.minus, columns.minus) {
                case (nil, nil): VectorRuns.copy(pixels(1, 1), to: d, range.count)
                case (nil, let minus?):
                    VectorRuns.difference(pixels(1, columns.plus), pixels(1, minus), to: d, range.count)
                case (let minus?, nil):
                    VectorRuns.difference(pixels(rows.plus, 1), pixels(minus, 1), to: d, range.count)
                case (let lower?, let right?):
                    VectorRuns.difference(
                        pixels(rows.plus, columns.plus), pixels(rows.plus, right), pixels(lower, columns.plus),
                        pixels(lower, right), to: d, range.count)
                }
            }
        }
    }

    /// The transpose of `inputTransform` for the three points of row `row`: adds their values (tiles, 4 C) `u0`, `u1`
    /// and `u2` to the pixels in the rows `lines`; `x` is where image 0 would start.
    func addInputGradient(
        _ row: Int, _ u0: UnsafePointer<Float>, _ u1: UnsafePointer<Float>, _ u2: UnsafePointer<Float>,
        tiles: Range<Int>,
        lines: Range<Int>, addingTo x: UnsafeMutablePointer<Float>
    ) {
        let (C, rows) = (channels, Self.inputTerms(row))
        forEachTile(tiles) { index, image, tileRow, tileColumn in
            for component in 0..<4 {
                let start = index * depth + component * C
                let (a, b, c) = (u0 + start, u1 + start, u2 + start)
                if let offset = pixelOffset(image, tileRow, tileColumn, component, rows.plus, 0, lines) {
                    VectorRuns.add(a, to: x + offset, C)
                }
                if let offset = pixelOffset(image, tileRow, tileColumn, component, rows.plus, 1, lines) {
                    VectorRuns.addMiddle(a, b, c, to: x + offset, C)
                }
                if let offset = pixelOffset(image, tileRow, tileColumn, component, rows.plus, 2, lines) {
                    VectorRuns.add(c, to: x + offset, C)
                }
                guard let minus = rows.minus else { continue }
                if let offset = pixelOffset(image, tileRow, tileColumn, component, minus, 0, lines) {
                    VectorRuns.subtract(a, from: x + offset, C)
                }
                if let offset = pixelOffset(image, tileRow, tileColumn, component, minus, 1, lines) {
                    VectorRuns.subtractMiddle(a, b, c, from: x + offset, C)
                }
                if let offset = pixelOffset(image, tileRow, tileColumn, component, minus, 2, lines) {
                    VectorRuns.subtract(c, from: x + offset, C)
                }
            }
        }
    }

    // MARK: Results

    /// Offset of result (`row`, `column`) of a tile; nil beyond the edge.
    @inline(__always)
    func resultOffset(_ image: Int, _ tileRow: Int, _ tileColumn: Int, _ row: Int, _ column: Int) -> Int? {
        let (y, x) = (2 * tileRow + row, 2 * tileColumn + column)
        guard y < window.rows, x < window.columns else { return nil }
        return ((image * window.rows + y) * window.columns + x) * results
    }

    /// Transform of output gradients: those of `tiles` at `point`, (tiles, O). `zeros` are O of them.
    func gradientTransform(
        _ point: (row: Int, column: Int), _ y: UnsafePointer<Float>, tiles: Range<Int>,
        into target: UnsafeMutablePointer<Float>,
        zeros: UnsafePointer<Float>
    ) {
        let O = results
        forEachTile(tiles) { index, image, tileRow, tileColumn in
            Self.weightTransform(point.row, point.column, to: target + index * O, O) { row, column in
                resultOffset(image, tileRow, tileColumn, row, column).map { y + $0 } ?? zeros
            }
        }
    }

    /// Inverse transform: adds the products (tiles, O) of `point` to the results; `y` is where image 0 would start.
    func inverseTransform(
        _ point: (row: Int, column: Int), _ products: UnsafePointer<Float>, tiles: Range<Int>,
        into y: UnsafeMutablePointer<Float>
    ) {
        let O = results
        forEachTile(tiles) { index, image, tileRow, tileColumn in
            Self.inverseTransform(point.row, point.column, products + index * O, O) { row, column in
                resultOffset(image, tileRow, tileColumn, row, column).map { y + $0 }
            }
        }
    }

    // MARK: Weights

    /// Column of the weights (O, 16 C) where tap (`row`, `column`) of a component starts.
    @inline(__always)
    func column(_ component: Int, _ row: Int, _ column: Int) -> Int {
        ((component / 2 + 2 * row) * 4 + component % 2 + 2 * column) * channels
    }
}
