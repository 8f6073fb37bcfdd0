import Engine
import Render

/// The question before leaving, and the wait after it.
enum LeavingOverlay {
    static func drawQuestion(_ theme: Theme, into grid: inout CellGrid) {
        let box = grid.bounds.centered(Size(width: 50, height: 7))
        let inside = Panel(theme: theme, border: .warning)
            .draw(into: &grid, box, title: [.init(text: "leave", style: theme.style(.warning, .bold))])
        grid.put("stop training and quit?", x: inside.x + 2, y: inside.y + 1, theme.style(.text, .bold))
        grid.put("the last checkpoint will be written", x: inside.x + 2, y: inside.y + 2, theme.style(.dim))
        var x = grid.put("[y]", x: inside.x + 2, y: inside.y + 4, theme.style(.accent, .bold))
        x = grid.put(" stop and quit    ", x: x, y: inside.y + 4, theme.style(.text))
        let start = x
        x = grid.put("[n]", x: x, y: inside.y + 4, theme.style(.accent, .bold))
        x = grid.put(" keep training", x: x, y: inside.y + 4, theme.style(.text))
        // The answer that enter gives.
        grid.tint(Rect(x: start - 1, y: inside.y + 4, width: x - start + 2, height: 1)) { cell in
            cell.background = theme[.selection]
            cell.foreground = theme[.selectionText]
            cell.attributes.insert(.reverseWithoutColor)
        }
    }

    static func drawWaiting(_ model: Model, _ theme: Theme, into grid: inout CellGrid) {
        let box = grid.bounds.centered(Size(width: 50, height: 5))
        let inside = Panel(theme: theme, border: .warning)
            .draw(into: &grid, box, title: [.init(text: "leaving", style: theme.style(.warning, .bold))])
        grid.put(Spinner.glyph(model.now, ascii: model.ascii) + " writing checkpoint", x: inside.x + 2, y: inside.y + 1,
                 theme.style(.text, .bold))
    }
}
