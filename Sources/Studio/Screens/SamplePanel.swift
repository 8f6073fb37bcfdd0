import Engine
import Raster
import Render

/// A fixed-noise grid as a picture: that of the run that is open, or another one.
struct SamplePanel {
    var model: Model
    var theme: Theme
    private let samples: TrainingStatus.Samples?
    /// The run it is of.
    private let run: String

    init(model: Model, theme: Theme) {
        self.init(model: model, theme: theme, of: model.status.folder, model.shownSamples)
    }

    init(model: Model, theme: Theme, of run: String, _ samples: TrainingStatus.Samples?) {
        (self.model, self.theme, self.run, self.samples) = (model, theme, run, samples)
    }

    /// Width over height of the grid; a square until there is one.
    var aspect: Double {
        guard let grid = samples?.grid, grid.width > 0, grid.height > 0 else { return 1 }
        return Double(grid.width) / Double(grid.height)
    }

    func draw(into grid: inout CellGrid, _ area: Rect, pictures: inout PictureMemo) {
        guard let samples, let layout = layout(samples, area) else {
            let inside = Panel(theme: theme)
                .draw(into: &grid, area, title: [.init(text: "samples", style: theme.style(.text, .bold))])
            let text = samples == nil ? "none yet" : "no room"
            grid.put(text, x: inside.x + max((inside.width - text.count) / 2, 0), y: inside.y + inside.height / 2,
                     theme.style(.dim), limit: inside.width)
            return
        }
        let all = samples.columns * samples.rows, shown = layout.columns * layout.rows
        let count = shown < all ? "\(shown) of \(all)" : "\(all)"
        let inside = Panel(theme: theme).draw(
            into: &grid, area,
            title: [.init(text: "samples", style: theme.style(.text, .bold)),
                    .init(text: " step " + Numbers.grouped(samples.step), style: theme.style(.dim))],
            right: [.init(text: film ?? count, style: theme.style(film == nil ? .dim : .accent))])
        let cells = pictures.cells(of: run, step: samples.step, layout: layout, mosaic: mosaic) { part(samples, layout) }
        let place = inside.centered(cells.size)
        grid.blit(cells, x: place.x, y: place.y)
    }

    /// The sample under a click, counted in the grid; nil beside them.
    func tile(atX x: Int, y: Int, _ area: Rect) -> Int? {
        guard let samples, let layout = layout(samples, area) else { return nil }
        let place = area.inset(by: 1, 1).centered(Size(width: layout.cellWidth, height: layout.cellHeight))
        guard place.contains(x: x, y: y) else { return nil }
        let column = (x - place.x) / layout.tileWidth, row = (y - place.y) * 2 / layout.tileHeight
        return row * samples.columns + column
    }

    /// Which of the past grids it is, while the cursor stands on the curves.
    private var film: String? {
        guard run == model.status.folder, model.curves.cursor != nil, let shown = model.film.shown,
              let place = model.film.steps.firstIndex(of: shown.step) else { return nil }
        return "\(place + 1)/\(model.film.steps.count)"
    }

    private var mosaic: Mosaic { .forScreen(model) }

    /// Columns the panel needs when it may take `area`: no more than its picture and its title fill.
    func width(within area: Rect) -> Int {
        guard let samples, let layout = layout(samples, area) else { return area.width }
        return min(max(layout.cellWidth + 2, Self.titleWidth), area.width)
    }

    private static let titleWidth = 34

    private func layout(_ samples: TrainingStatus.Samples, _ area: Rect) -> TileLayout? {
        guard samples.columns > 0, samples.rows > 0 else { return nil }
        return TileLayout.best(
            grid: (samples.columns, samples.rows),
            tile: (samples.grid.width / samples.columns, samples.grid.height / samples.rows),
            width: area.width - 2, height: (area.height - 2) * 2, zoom: model.zoom)
    }

    /// The tiles that are shown, as a bitmap of their own.
    private func part(_ samples: TrainingStatus.Samples, _ layout: TileLayout) -> Bitmap {
        let grid = samples.grid
        if layout.columns == samples.columns, layout.rows == samples.rows { return grid }
        return grid.cropped(x: 0, y: 0, width: grid.width / samples.columns * layout.columns,
                            height: grid.height / samples.rows * layout.rows)
    }
}
