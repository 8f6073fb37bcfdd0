package import Render

/// The visible tiles of a sample grid, and their size.
///
/// A tile is reduced to a whole number of pixels, or enlarged by an integer factor. Between two tiles is a free cell.
package struct TileLayout: Equatable, Sendable {
    /// Tiles across and down, from the top left of the grid.
    package var columns, rows: Int
    /// Pixels of a tile on the screen; a cell is one pixel wide and two high. The height is even.
    package var tileWidth, tileHeight: Int
    /// Cells between two tiles.
    static let gap = 1

    /// A tile in cells.
    package var tile: Size { Size(width: tileWidth, height: tileHeight / 2) }
    /// All tiles in cells, with the gaps.
    package var cellWidth: Int { columns * (tileWidth + Self.gap) - Self.gap }
    package var cellHeight: Int { rows * (tileHeight / 2 + Self.gap) - Self.gap }
    private var tileArea: Int { columns * tileWidth * rows * tileHeight }

    /// The position of a tile in cells, row by row.
    func position(_ index: Int) -> (x: Int, y: Int) {
        (index % columns * (tileWidth + Self.gap), index / columns * (tileHeight / 2 + Self.gap))
    }

    /// The column and the row of the tile at a position in cells; nil in a gap.
    func tile(atX x: Int, y: Int) -> (column: Int, row: Int)? {
        let (width, height) = (tileWidth + Self.gap, tileHeight / 2 + Self.gap)
        guard x >= 0, y >= 0, x % width < tileWidth, y % height < tileHeight / 2 else { return nil }
        return x / width < columns && y / height < rows ? (x / width, y / height) : nil
    }

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
            // A gap begins with a cell, so a tile is whole cells high: widths that would distort it are left out.
            let high = max((shown * tile.height + tile.width / 2) / tile.width, 1)
            guard high % 2 == 0 || tile.height < 8 || tile.width < 8 else { continue }
            let cells = (high + 1) / 2
            let layout = TileLayout(
                columns: min(grid.columns, (width + gap) / (shown + gap)),
                rows: min(grid.rows, (height / 2 + gap) / (cells + gap)), tileWidth: shown, tileHeight: 2 * cells)
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
    /// Best is the arrangement whose tiles fill most cells among those whose tiles keep one to two thirds of their width, and ten pixels.
    package static func best(
        grid: (columns: Int, rows: Int), tile: (width: Int, height: Int), width: Int, height: Int,
        zoom: Int
    ) -> TileLayout? {
        let layouts = all(grid: grid, tile: tile, width: width, height: height)
        guard !layouts.isEmpty else { return nil }
        let least = min(tile.width, max(10, tile.width / 3))
        let good = layouts.indices.filter { least..<2 * least ~= layouts[$0].tileWidth }
        let suited =
            good.max { layouts[$0].tileArea < layouts[$1].tileArea }
            ?? layouts.firstIndex { $0.tileWidth >= least } ?? layouts.count - 1
        return layouts[min(max(suited + zoom, 0), layouts.count - 1)]
    }
}
