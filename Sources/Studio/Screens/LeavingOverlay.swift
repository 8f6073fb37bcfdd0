import Engine
import Render

/// The wait for the last checkpoint.
enum LeavingOverlay {
    static func draw(_ model: Model, into grid: inout CellGrid) {
        let theme = model.theme, box = grid.bounds.centered(Size(width: 50, height: 5))
        let inside = Panel(theme: theme, border: .warning)
            .draw(into: &grid, box, title: [.init(text: "leaving", style: theme.style(.warning, .bold))])
        grid.put(Spinner.glyph(model.now, ascii: model.ascii) + " writing checkpoint", x: inside.x + 2, y: inside.y + 1,
                 theme.style(.text, .bold))
    }
}
