import Render

/// A line of text that is being typed, with its cursor.
struct InputLine {
    var field: TextField
    var theme: Theme

    /// Draws the line; of a line longer than `width` the part around the cursor.
    func draw(into grid: inout CellGrid, x: Int, y: Int, width: Int) {
        let slot = max(field.after.first.map { CellGrid.columns(of: String($0)) } ?? 1, 1)
        var columns = 0
        let visible = field.before.suffix(while: { letter in
            columns += CellGrid.columns(of: String(letter))
            return columns + slot <= width
        })
        grid.put(visible + field.after, x: x, y: y, theme.style(.text, .bold), limit: width)
        if field.isSelected {
            let columns = min(CellGrid.columns(of: visible), width)
            return grid.tint(Rect(x: x, y: y, width: columns, height: 1)) { cell in
                (cell.foreground, cell.background) = (theme[.selectionText], theme[.selection])
                cell.attributes.insert(.reverseWithoutColor)
            }
        }
        let start = x + CellGrid.columns(of: visible)
        grid.tint(Rect(x: start, y: y, width: min(slot, max(x + width - start, 0)), height: 1)) { cell in
            (cell.foreground, cell.background) = (theme[.panel], theme[.accent])
            cell.attributes.insert(.reverseWithoutColor)
        }
    }
}

extension Substring {
    /// The longest end of the text whose letters, taken from the last one, all satisfy `condition`.
    fileprivate func suffix(while condition: (Character) -> Bool) -> Substring {
        var start = endIndex
        while start > startIndex, condition(self[index(before: start)]) { start = index(before: start) }
        return self[start...]
    }
}
