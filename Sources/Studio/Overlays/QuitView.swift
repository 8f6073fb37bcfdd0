import Render

/// The wait for the last checkpoint.
enum QuitView {
    static func draw(_ shared: SharedState, into grid: inout CellGrid) {
        let theme = shared.theme, box = grid.bounds.centered(Size(width: 50, height: 5))
        let inside = Panel(theme: theme, border: .warning)
            .draw(into: &grid, box, title: [.init(text: "quitting", style: theme.style(.warning, .bold))])
        grid.put(
            Spinner.glyph(shared.now, ascii: shared.ascii) + " writing checkpoint", x: inside.x + 2, y: inside.y + 1,
            theme.style(.text, .bold))
    }
}
