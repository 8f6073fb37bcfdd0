import Render

/// A line of text that is being typed, with its cursor.
struct InputLine {
    var field: TextField
    var theme: Theme

    /// Draws the line; of a line longer than `width` the part around the cursor.
    func draw(into grid: inout CellGrid, x: Int, y: Int, width: Int) {
        let letters = Array(field.text), start = max(field.cursor - width + 1, 0)
        grid.put(String(letters.dropFirst(start)), x: x, y: y, theme.style(.text, .bold), limit: width)
        let slot = x + field.cursor - start
        grid.tint(Rect(x: slot, y: y, width: 1, height: 1)) { cell in
            (cell.foreground, cell.background) = (theme[.panel], theme[.accent])
            cell.attributes.insert(.reverseWithoutColor)
        }
    }
}
