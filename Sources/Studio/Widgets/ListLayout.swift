import Render

/// The visible rows of a list: those around the selected one.
struct ListLayout: Sendable, Equatable {
    let area: Rect
    /// Indices of the visible rows.
    let rows: Range<Int>

    /// - Parameters:
    ///   - selected: index of the selected row.
    ///   - count: number of rows.
    init(_ area: Rect, selected: Int, count: Int) {
        let first = max(min(selected - area.height / 2, count - area.height), 0)
        self.area = area
        rows = first..<max(min(first + area.height, count), first)
    }

    /// The screen row of a list row.
    func line(_ row: Int) -> Rect { Rect(x: area.x, y: area.y + row - rows.lowerBound, width: area.width, height: 1) }

    /// The list row at a position of the screen; nil for none.
    func row(atX x: Int, y: Int) -> Int? {
        let row = y - area.y + rows.lowerBound
        return area.contains(x: x, y: y) && rows.contains(row) ? row : nil
    }
}
