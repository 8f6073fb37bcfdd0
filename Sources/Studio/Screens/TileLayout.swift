/// Which of the sample tiles are shown, and how large.
///
/// Pixels of a tile are whole: a tile is shrunk to a whole number of pixels, or enlarged by a whole factor.
package struct TileLayout: Equatable, Sendable {
    /// Tiles across and down, from the top left of the grid.
    package var columns, rows: Int
    /// Pixels of a tile as shown; a cell is one across and two down.
    package var tileWidth, tileHeight: Int

    /// The picture in cells.
    package var cellWidth: Int { columns * tileWidth }
    package var cellHeight: Int { rows * tileHeight / 2 }
    private var cellArea: Int { cellWidth * cellHeight }

    /// Every arrangement that shows something different in `width` x `height` pixels, most tiles first.
    /// - Parameters:
    ///   - grid: tiles across and down that there are.
    ///   - tile: a tile's own pixels.
    package static func all(grid: (columns: Int, rows: Int), tile: (width: Int, height: Int), width: Int,
                            height: Int) -> [TileLayout] {
        guard grid.columns > 0, grid.rows > 0, tile.width > 0, tile.height > 0, width > 0, height > 1 else { return [] }
        var layouts: [TileLayout] = []
        for shown in 2...max(width, 2) {
            guard shown <= tile.width || shown % tile.width == 0 else { continue }
            let high = max((shown * tile.height + tile.width / 2) / tile.width, 1)
            var layout = TileLayout(columns: min(grid.columns, width / shown), rows: min(grid.rows, height / high),
                                    tileWidth: shown, tileHeight: high)
            // Two pixels share a cell: an odd height would leave half a cell over.
            if layout.rows * high % 2 != 0 { layout.rows -= 1 }
            guard layout.columns > 0, layout.rows > 0 else { continue }
            if let last = layouts.last, (last.columns, last.rows) == (layout.columns, layout.rows) {
                layouts.removeLast()
            }
            layouts.append(layout)
        }
        return layouts
    }

    /// The arrangement that suits the screen, moved by `zoom` towards larger tiles: tiles that keep a third of their
    /// pixels across, and ten, but not twice as many; of these the arrangement that fills most, then has most tiles.
    package static func best(grid: (columns: Int, rows: Int), tile: (width: Int, height: Int), width: Int, height: Int,
                             zoom: Int) -> TileLayout? {
        let layouts = all(grid: grid, tile: tile, width: width, height: height)
        guard !layouts.isEmpty else { return nil }
        let least = min(tile.width, max(10, tile.width / 3))
        let good = layouts.indices.filter { least..<2 * least ~= layouts[$0].tileWidth }
        let suited = good.max { layouts[$0].cellArea < layouts[$1].cellArea }
            ?? layouts.firstIndex { $0.tileWidth >= least } ?? layouts.count - 1
        return layouts[min(max(suited + zoom, 0), layouts.count - 1)]
    }
}
