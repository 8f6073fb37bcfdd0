// N batch, H height, W width, C channels of the pictures; h, w, O height, width, channels of the results; T tiles.

/// Convolution with a 4x4 window and stride 2 by minimal filtering: 9 products of (T, 4 C) with (4 C, O) in place of the 16 that a tile
/// of 2x2 results takes directly, so 0.5625 of the multiplications (Winograd 1980; Lavin and Gray 2016).
///
/// Pixels of one parity of row and column form a phase, and each of the four phases is under a 2x2 window with stride 1. Along one
/// axis two results y0 = v0 w0 + v1 w1 and y1 = v1 w0 + v2 w1 need three products:
///
///     m0 = (v0 - v1) w0    m1 = v1 (w0 + w1)    m2 = (v2 - v1) w1    y0 = m0 + m1    y1 = m1 + m2
///
/// Rows and columns together make nine, called positions here. What weights become on the way in ("spread"), results become on the way
/// back, and the other way about ("fold"): the three convolutions share these two and the pixels' differences.
package struct WinogradGeometry: Sendable {
    let window: WindowGeometry
    /// Tiles of 2x2 results along each axis; the last ones may reach over the edge.
    let tileRows: Int, tileColumns: Int

    /// Nil for windows that this method is not for, and for so few channels that the differences cost more than the products save.
    package init?(_ geometry: WindowGeometry) {
        let w = geometry.window
        guard w.height == 4, w.width == 4, w.stride == 2, w.padding == 1 else { return nil }
        let (C, O) = (geometry.channels, geometry.results)
        guard C % 16 == 0, O % 16 == 0, C >= 32, O >= 32 else { return nil }
        window = geometry
        (tileRows, tileColumns) = ((geometry.rows + 1) / 2, (geometry.columns + 1) / 2)
    }

    static let positions = 9
    var channels: Int { window.channels }
    var results: Int { window.results }
    /// Numbers under a tile at one position: the four phases' channels.
    var depth: Int { 4 * channels }
    /// Tiles of a picture, and of all.
    var tilesPerPicture: Int { tileRows * tileColumns }
    var tiles: Int { window.pictures * tilesPerPicture }
    /// Elements of the spread weights: (9, O, 4 C).
    package var weights: Int { Self.positions * results * depth }
    var operations: Int { window.operations }

    /// Tiles that are worked on at once: what a position makes of them stays in the second-level cache.
    var tilesAtOnce: Int { depth <= 512 ? 512 : 256 }

    // MARK: Positions

    /// Of three numbers along an axis, the one that `position` takes, and the one it subtracts.
    static func taken(_ position: Int) -> (plus: Int, minus: Int?) { position == 1 ? (1, nil) : (position, 1) }

    /// Of two numbers along an axis, those that `position` adds up, or is added to.
    static func pair(_ position: Int) -> ClosedRange<Int> { max(0, position - 1)...min(1, position) }

    /// d = the spread of 2x2 numbers, which `number(row, column)` finds.
    @inline(__always)
    static func spread(_ row: Int, _ column: Int, to d: UnsafeMutablePointer<Float>, _ count: Int,
                       _ number: (_ row: Int, _ column: Int) -> UnsafePointer<Float>) {
        let (rows, columns) = (pair(row), pair(column))
        let (r, c) = (rows.lowerBound, columns.lowerBound)
        switch (rows.count, columns.count) {
        case (1, 1): VectorRuns.copy(number(r, c), to: d, count)
        case (1, 2): VectorRuns.sum(number(r, 0), number(r, 1), to: d, count)
        case (2, 1): VectorRuns.sum(number(0, c), number(1, c), to: d, count)
        default: VectorRuns.sum(number(0, 0), number(0, 1), number(1, 0), number(1, 1), to: d, count)
        }
    }

    /// Adds `m` to those of 2x2 numbers that fold it in; the first to reach a number sets it.
    @inline(__always)
    static func fold(_ row: Int, _ column: Int, _ m: UnsafePointer<Float>, _ count: Int,
                     _ number: (_ row: Int, _ column: Int) -> UnsafeMutablePointer<Float>?) {
        for r in pair(row) {
            for c in pair(column) {
                guard let target = number(r, c) else { continue }
                if r == row && c == column { VectorRuns.copy(m, to: target, count) } else { VectorRuns.add(m, to: target, count) }
            }
        }
    }

    // MARK: Pixels

    /// Calls `body` with each tile of `tiles`: its number among them, its picture, its place in tiles.
    @inline(__always)
    func forEachTile(_ tiles: Range<Int>, _ body: (_ index: Int, _ picture: Int, _ row: Int, _ column: Int) -> Void) {
        var picture = tiles.lowerBound / tilesPerPicture
        var (row, column) = (tiles.lowerBound % tilesPerPicture / tileColumns, tiles.lowerBound % tileColumns)
        for index in 0..<tiles.count {
            body(index, picture, row, column)
            column += 1
            if column == tileColumns { (row, column) = (row + 1, 0) }
            if row == tileRows { (picture, row) = (picture + 1, 0) }
        }
    }

    /// Rows of tiles that reach into the rows `lines` of a picture.
    func tileRows(under lines: Range<Int>) -> Range<Int> {
        let end = min(tileRows, lines.upperBound / 4 + 1)
        return min(max(0, (lines.lowerBound - 1) / 4), end)..<end
    }

    /// Offset of the pixel (`row`, `column`) of the 3x3 that tile's phase `phase` has; nil outside of the rows `lines` of the picture.
    @inline(__always)
    private func pixel(_ picture: Int, _ tileRow: Int, _ tileColumn: Int, _ phase: Int, _ row: Int, _ column: Int, _ lines: Range<Int>) -> Int? {
        let y = 4 * tileRow - 1 + phase / 2 + 2 * row, x = 4 * tileColumn - 1 + phase % 2 + 2 * column
        guard lines.contains(y), x >= 0, x < window.width else { return nil }
        return ((picture * window.height + y) * window.width + x) * channels
    }

    /// The channels of each phase that lie in `depths` of the 4 C, and where they start in a row of `depths`.
    @inline(__always)
    func forEachPhase(in depths: Range<Int>, _ body: (_ phase: Int, _ channels: Range<Int>, _ start: Int) -> Void) {
        for phase in 0..<4 {
            let range = max(depths.lowerBound, phase * channels)..<max(max(depths.lowerBound, phase * channels), min(depths.upperBound, (phase + 1) * channels))
            if !range.isEmpty { body(phase, range.lowerBound - phase * channels..<range.upperBound - phase * channels, range.lowerBound - depths.lowerBound) }
        }
    }

    /// The differences of pixels that `position` multiplies: one row of `depths` for each of `tiles`. `zeros` are C of them.
    func gather(_ position: (row: Int, column: Int), _ x: UnsafePointer<Float>, tiles: Range<Int>, depths: Range<Int>,
                into target: UnsafeMutablePointer<Float>, zeros: UnsafePointer<Float>) {
        let (rows, columns) = (Self.taken(position.row), Self.taken(position.column))
        forEachTile(tiles) { index, picture, tileRow, tileColumn in
            forEachPhase(in: depths) { phase, range, start in
                func pixels(_ row: Int, _ column: Int) -> UnsafePointer<Float> {
                    guard let offset = pixel(picture, tileRow, tileColumn, phase, row, column, 0..<window.height) else { return zeros }
                    return x + offset + range.lowerBound
                }
                let d = target + index * depths.count + start
                switch (rows.minus, columns.minus) {
                case (nil, nil): VectorRuns.copy(pixels(1, 1), to: d, range.count)
                case (nil, let minus?): VectorRuns.difference(pixels(1, columns.plus), pixels(1, minus), to: d, range.count)
                case (let minus?, nil): VectorRuns.difference(pixels(rows.plus, 1), pixels(minus, 1), to: d, range.count)
                case (let lower?, let right?):
                    VectorRuns.difference(pixels(rows.plus, columns.plus), pixels(rows.plus, right), pixels(lower, columns.plus),
                                          pixels(lower, right), to: d, range.count)
                }
            }
        }
    }

    /// The transpose of `gather` for the three positions of row `row`, whose rows of 4 C for `tiles` are `u0`, `u1` and `u2`: adds
    /// them to the pixels in the rows `lines`; `x` is where picture 0 would start.
    func scatter(_ row: Int, _ u0: UnsafePointer<Float>, _ u1: UnsafePointer<Float>, _ u2: UnsafePointer<Float>, tiles: Range<Int>,
                 lines: Range<Int>, addingTo x: UnsafeMutablePointer<Float>) {
        let (C, rows) = (channels, Self.taken(row))
        forEachTile(tiles) { index, picture, tileRow, tileColumn in
            for phase in 0..<4 {
                let start = index * depth + phase * C
                let (a, b, c) = (u0 + start, u1 + start, u2 + start)
                if let offset = pixel(picture, tileRow, tileColumn, phase, rows.plus, 0, lines) { VectorRuns.add(a, to: x + offset, C) }
                if let offset = pixel(picture, tileRow, tileColumn, phase, rows.plus, 1, lines) { VectorRuns.addMiddle(a, b, c, to: x + offset, C) }
                if let offset = pixel(picture, tileRow, tileColumn, phase, rows.plus, 2, lines) { VectorRuns.add(c, to: x + offset, C) }
                guard let minus = rows.minus else { continue }
                if let offset = pixel(picture, tileRow, tileColumn, phase, minus, 0, lines) { VectorRuns.subtract(a, from: x + offset, C) }
                if let offset = pixel(picture, tileRow, tileColumn, phase, minus, 1, lines) { VectorRuns.subtractMiddle(a, b, c, from: x + offset, C) }
                if let offset = pixel(picture, tileRow, tileColumn, phase, minus, 2, lines) { VectorRuns.subtract(c, from: x + offset, C) }
            }
        }
    }

    // MARK: Results

    /// Offset of result (`row`, `column`) of a tile; nil over the edge.
    @inline(__always)
    private func place(_ picture: Int, _ tileRow: Int, _ tileColumn: Int, _ row: Int, _ column: Int) -> Int? {
        let (y, x) = (2 * tileRow + row, 2 * tileColumn + column)
        guard y < window.rows, x < window.columns else { return nil }
        return ((picture * window.rows + y) * window.columns + x) * results
    }

    /// The results of `tiles` spread for `position`: (tiles, O). `zeros` are O of them.
    func spread(_ position: (row: Int, column: Int), _ y: UnsafePointer<Float>, tiles: Range<Int>, into target: UnsafeMutablePointer<Float>,
                zeros: UnsafePointer<Float>) {
        let O = results
        forEachTile(tiles) { index, picture, tileRow, tileColumn in
            Self.spread(position.row, position.column, to: target + index * O, O) { row, column in
                place(picture, tileRow, tileColumn, row, column).map { y + $0 } ?? zeros
            }
        }
    }

    /// Folds the products (tiles, O) of `position` into the results; `y` is where picture 0 would start.
    func fold(_ position: (row: Int, column: Int), _ products: UnsafePointer<Float>, tiles: Range<Int>, into y: UnsafeMutablePointer<Float>) {
        let O = results
        forEachTile(tiles) { index, picture, tileRow, tileColumn in
            Self.fold(position.row, position.column, products + index * O, O) { row, column in
                place(picture, tileRow, tileColumn, row, column).map { y + $0 }
            }
        }
    }

    // MARK: Weights

    /// Column of the window's matrix where the weights of tap (`row`, `column`) of a phase start.
    @inline(__always)
    func column(_ phase: Int, _ row: Int, _ column: Int) -> Int { ((phase / 2 + 2 * row) * 4 + phase % 2 + 2 * column) * channels }
}
