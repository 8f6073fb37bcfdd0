import Render

/// A rounded box with its title in the upper border.
struct Panel {
    /// One part of a title, in its own style.
    struct Part {
        var text: String
        var style: TextStyle
    }

    var theme: Theme
    var border: Theme.Role = .border

    /// The area inside of a panel's border.
    static func inside(_ area: Rect) -> Rect { area.inset(by: 1, 1) }

    /// The area of a chart in a panel: a column is free on the left.
    static func chart(_ area: Rect) -> Rect { inside(area).splitLeft(1).rest }

    /// The width of parts of a title.
    static func columns(of parts: [Part]) -> Int { parts.reduce(0) { $0 + CellGrid.columns(of: $1.text) } }

    /// Draws the box and returns the area inside.
    @discardableResult
    func draw(into grid: inout CellGrid, _ area: Rect, title: [Part] = [], right: [Part] = []) -> Rect {
        grid.fill(area, with: theme.blank(.panel))
        grid.box(area, TextStyle(theme[border], on: theme[.panel]))
        let end = put(title, x: area.x + 2, y: area.y, limit: area.right - 2, into: &grid)
        let width = right.reduce(0) { $0 + CellGrid.columns(of: $1.text) } + 2
        let start = area.right - 2 - width
        if !right.isEmpty, start > end { put(right, x: start, y: area.y, limit: area.right - 1, into: &grid) }
        return Self.inside(area)
    }

    /// Writes the parts with a space before the first and after the last one.
    @discardableResult
    private func put(_ parts: [Part], x: Int, y: Int, limit: Int, into grid: inout CellGrid) -> Int {
        guard !parts.isEmpty else { return x }
        var column = grid.put(" ", x: x, y: y, theme.style(.text))
        for part in parts { column = grid.put(part.text, x: column, y: y, part.style, limit: limit - column) }
        return column < limit ? grid.put(" ", x: column, y: y, theme.style(.text)) : column
    }
}
