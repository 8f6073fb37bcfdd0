import Jobs
import Raster
import Render

/// Where the tiles of a sample grid are drawn in a panel.
struct SampleGridLayout: Sendable {
    let panel: Rect
    /// nil where there is no grid, or no room for a tile.
    let tiles: TileLayout?

    /// - Parameter zoom: steps from the best tile size towards larger tiles.
    init(_ panel: Rect, _ samples: TrainingStatus.Samples?, zoom: Int) {
        self.panel = panel
        guard let samples, samples.columns > 0, samples.rows > 0 else {
            tiles = nil
            return
        }
        tiles = TileLayout.best(
            grid: (samples.columns, samples.rows),
            tile: (samples.grid.width / samples.columns, samples.grid.height / samples.rows),
            width: panel.width - 2, height: (panel.height - 2) * 2, zoom: zoom)
    }

    /// The cells of the image.
    var image: Rect? { tiles.map { Panel.inside(panel).centered(Size(width: $0.cellWidth, height: $0.cellHeight)) } }

    /// The index of the sample at a position of the screen, row by row; nil for none.
    func sample(atX x: Int, y: Int, of samples: TrainingStatus.Samples?) -> Int? {
        guard let samples, let tiles, let image, let tile = tiles.tile(atX: x - image.x, y: y - image.y) else {
            return nil
        }
        return tile.row * samples.columns + tile.column
    }

    /// Width over height of a grid; 1 for none.
    static func aspect(_ samples: TrainingStatus.Samples?) -> Double {
        guard let grid = samples?.grid, grid.width > 0, grid.height > 0 else { return 1 }
        return Double(grid.width) / Double(grid.height)
    }

    /// Columns that the panel needs: no more than its image and its title fill.
    var neededWidth: Int { tiles.map { min(max($0.cellWidth + 2, Self.titleWidth), panel.width) } ?? panel.width }

    private static let titleWidth = 34
}

/// A fixed-noise sample grid as an image.
struct SampleGridPanel {
    /// The run of the grid, a key of the image cache.
    let run: String
    let samples: TrainingStatus.Samples?
    /// The name in the title.
    var name = "samples"
    /// Text on the right of the title, e.g. "2/12"; nil shows the number of samples.
    var index: String?
    let appearance: Appearance

    func draw(into grid: inout CellGrid, _ layout: SampleGridLayout, images: inout ImageCache) {
        let theme = appearance.theme
        guard let samples, let tiles = layout.tiles, let area = layout.image else {
            let inside = Panel(theme: theme)
                .draw(
                    into: &grid, layout.panel,
                    title: [.init(text: name, style: theme.style(.text, .bold), isName: true)])
            let text = samples == nil ? "none yet" : "no room"
            if inside.width >= text.count, inside.height > 0 {
                grid.put(
                    text, x: inside.x + (inside.width - text.count) / 2, y: inside.y + inside.height / 2,
                    theme.style(.dim))
            }
            return
        }
        let all = samples.columns * samples.rows, shown = tiles.columns * tiles.rows
        let count = shown < all ? "\(shown) of \(all)" : "\(all)"
        Panel(theme: theme).draw(
            into: &grid, layout.panel,
            title: [
                .init(text: name, style: theme.style(.text, .bold), isName: true),
                .init(
                    text: " step " + Numbers.grouped(samples.step), style: theme.style(.dim), isOptional: true),
            ],
            right: [.init(text: index ?? count, style: theme.style(index == nil ? .dim : .accent), isOptional: true)])
        let cells = images.tiles(of: run, step: samples.step, layout: tiles, mosaic: appearance.mosaic) {
            let all = samples.grid.tiles(columns: samples.columns, rows: samples.rows)
            return (0..<tiles.columns * tiles.rows).map { i in
                all[i / tiles.columns * samples.columns + i % tiles.columns]
            }
        }
        for (i, tile) in cells.enumerated() {
            let (x, y) = tiles.position(i)
            grid.blit(tile, x: area.x + x, y: area.y + y)
        }
    }
}
