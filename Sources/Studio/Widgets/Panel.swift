import Render

/// A rounded box with its title in the upper border.
struct Panel {
    /// One part of a title, in its own style.
    struct Part {
        var text: String
        var style: TextStyle
        /// Whether the text is a name, which is shortened in the middle where the title is too long.
        var isName = false
        /// Whether the part is left out where the title is too long; the last of them first.
        var isOptional = false
    }

    var theme: Theme
    var border: Theme.Role = .border

    /// The area inside of a panel's border.
    static func inside(_ area: Rect) -> Rect { area.inset(by: 1, 1) }

    /// The area of a chart in a panel: a column is free on the left.
    static func chart(_ area: Rect) -> Rect { inside(area).splitLeft(1).rest }

    /// Columns that a name keeps.
    private static let leastName = 8

    /// The columns of parts with the spaces around them; 0 for none.
    static func columns(_ parts: [Part]) -> Int {
        parts.isEmpty ? 0 : parts.reduce(2) { $0 + CellGrid.columns(of: $1.text) }
    }

    /// The columns of parts without spaces around them.
    static func columns(of parts: [Part]) -> Int { parts.reduce(0) { $0 + CellGrid.columns(of: $1.text) } }

    /// The columns of a panel's titles, left and right together.
    static func room(_ area: Rect) -> Int { area.width - 4 }

    /// Draws the box and returns the area inside. Of titles that are too long, the names are shortened.
    @discardableResult
    func draw(
        into grid: inout CellGrid, _ area: Rect, title: [Part] = [], right: [Part] = [], source: String = #fileID
    ) -> Rect {
        grid.noteBox(source: source)
        grid.fill(area, with: theme.blank(.panel))
        grid.box(area, TextStyle(theme[border], on: theme[.panel]))
        let (title, right) = fitted(title, right, Self.room(area))
        let end = put(title, x: area.x + 2, y: area.y, limit: area.right - 2, into: &grid, source)
        let start = area.right - 2 - Self.columns(right)
        if start > end || title.isEmpty {
            put(right, x: start, y: area.y, limit: area.right - 1, into: &grid, source)
        } else if !right.isEmpty {
            grid.noteShortened(right.map(\.text).joined(), source: source)
        }
        return Self.inside(area)
    }

    /// The parts with shorter names, and without optional parts, where they take more than `room` columns.
    private func fitted(_ title: [Part], _ right: [Part], _ room: Int) -> (title: [Part], right: [Part]) {
        var (title, right) = (title, right)
        /// The columns with names of `least` columns.
        func columns(least: Int = .max) -> Int {
            func columns(_ parts: [Part]) -> Int {
                parts.reduce(parts.isEmpty ? 0 : 2) {
                    $0 + min(CellGrid.columns(of: $1.text), $1.isName ? least : .max)
                }
            }
            return columns(title) + columns(right) + (right.isEmpty ? 0 : 1)
        }
        while columns(least: Self.leastName) > room {
            if let last = right.lastIndex(where: \.isOptional) {
                right.remove(at: last)
            } else if let last = title.lastIndex(where: \.isOptional) {
                title.remove(at: last)
            } else {
                break
            }
        }
        let total = columns()
        guard total > room else { return (title, right) }
        let names = (title + right).filter(\.isName).map(\.text)
        let others = total - names.reduce(0) { $0 + CellGrid.columns(of: $1) }
        let width = Cut.widest(names, others: others, room: room, least: Self.leastName)
        func cut(_ part: Part) -> Part {
            guard part.isName else { return part }
            return Part(text: Cut.middle(part.text, width: width), style: part.style, isName: true)
        }
        return (title.map(cut), right.map(cut))
    }

    /// Writes the parts with a space before the first and after the last one.
    @discardableResult
    private func put(
        _ parts: [Part], x: Int, y: Int, limit: Int, into grid: inout CellGrid, _ source: String
    ) -> Int {
        guard !parts.isEmpty else { return x }
        var column = grid.put(" ", x: x, y: y, theme.style(.text))
        for part in parts {
            column = grid.put(part.text, x: column, y: y, part.style, limit: limit - column, source: source)
        }
        return column < limit ? grid.put(" ", x: column, y: y, theme.style(.text)) : column
    }
}
