/// The visible tiles of a sample grid, and their size.
///
/// A tile is reduced to a whole number of pixels, or enlarged by an integer factor.
package struct TileLayout: Equatable, Sendable {
    /// Tiles across and down, from the top left of the grid.
    package var columns, rows: Int
    /// Pixels of a tile on the screen; a cell is one pixel wide and two high.
    package var tileWidth, tileHeight: Int

    /// The image in cells.
    package var cellWidth: Int { columns * tileWidth }
    package var cellHeight: Int { rows * tileHeight / 2 }
    private var cellArea: Int { cellWidth * cellHeight }

    /// All different arrangements in `width` x `height` pixels, most tiles first.
    /// - Parameters:
    ///   - grid: the grid's tiles across and down.
    ///   - tile: the size of a tile in pixels.
    package static func all(
        grid: (columns: Int, rows: Int), tile: (width: Int, height: Int), width: Int,
        height: Int
    ) -> [TileLayout] {
        guard grid.columns > 0, grid.rows > 0, tile.width > 0, tile.height > 0, width > 0, height > 1 else { return [] }
        var layouts: [TileLayout] = []
        for shown in 2...max(width, 2) {
            guard shown <= tile.width || shown % tile.width == 0 else { continue }
            let high = max((shown * tile.height + tile.width / 2) / tile.width, 1)
            var layout = TileLayout(
                columns: min(grid.columns, width / shown), rows: min(grid.rows, height / high),
                tileWidth: shown, tileHeight: high)
            // A cell has two pixels: an odd height would leave half a cell.
            if layout.rows * high % 2 != 0 { layout.rows -= 1 }
            guard layout.columns > 0, layout.rows > 0 else { continue }
            if let last = layouts.last, (last.columns, last.rows) == (layout.columns, layout.rows) {
                layouts.removeLast()
            }
            layouts.append(layout)
        }
        return layouts
    }

    /// The best arrangement, moved by `zoom` steps towards larger tiles; nil for none.
    ///
    /// Best is the arrangement that fills most cells among those whose tiles keep one to two thirds of their width, and ten pixels.
    package static func best(
        grid: (columns: Int, rows: Int), tile: (width: Int, height: Int), width: Int, height: Int,
        zoom: Int
    ) -> TileLayout? {
        let layouts = all(grid: grid, tile: tile, width: width, height: height)
        guard !layouts.isEmpty else { return nil }
        let least = min(tile.width, max(10, tile.width / 3))
        let good = layouts.indices.filter { least..<2 * least ~= layouts[$0].tileWidth }
        let suited =
            good.max { layouts[$0].cellArea < layouts[$1].cellArea }
            ?? layouts.firstIndex { $0.tileWidth >= least } ?? layouts.count - 1
        return layouts[min(max(suited + zoom, 0), layouts.count - 1)]
    }
}
