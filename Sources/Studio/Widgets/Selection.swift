import Render

/// The highlight of the selected row.
enum Selection {
    static func mark(_ area: Rect, _ theme: Theme, into grid: inout CellGrid) {
        grid.tint(area) { cell in
            (cell.background, cell.foreground) = (theme[.selection], theme[.selectionText])
            cell.attributes.insert(.reverseWithoutColor)
        }
    }
}
