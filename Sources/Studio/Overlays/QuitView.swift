import Render

/// The wait for the last checkpoint.
enum QuitView {
    static func draw(_ shared: SharedState, leavesTraining: Bool, into grid: inout CellGrid) {
        let theme = shared.theme, box = grid.bounds.centered(Size(width: 56, height: 5))
        let inside = Panel(theme: theme, border: .warning)
            .draw(into: &grid, box, title: [.init(text: "quitting", style: theme.style(.warning, .bold))])
        grid.put(
            Spinner.glyph(shared.now, ascii: shared.ascii) + " " + text(leavesTraining), x: inside.x + 2,
            y: inside.y + 1,
            theme.style(.text, .bold))
    }

    static func text(_ leavesTraining: Bool) -> String {
        leavesTraining ? "writing checkpoint; the training then goes on" : "writing checkpoint"
    }
}
