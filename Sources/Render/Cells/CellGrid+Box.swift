/// The line characters of a box.
package struct BoxLines: Sendable, Hashable {
    package var horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight: Unicode.Scalar

    package static let rounded = BoxLines(
        horizontal: "─", vertical: "│", topLeft: "╭", topRight: "╮",
        bottomLeft: "╰", bottomRight: "╯")
    package static let ascii = BoxLines(
        horizontal: "-", vertical: "|", topLeft: "+", topRight: "+",
        bottomLeft: "+", bottomRight: "+")
}

extension CellGrid {
    /// Draws the border of `area`; nothing below two columns or two rows.
    package mutating func box(_ area: Rect, lines: BoxLines = .rounded, _ style: TextStyle) {
        guard area.width >= 2, area.height >= 2 else { return }
        for x in area.x + 1..<area.right - 1 {
            line(lines.horizontal, x, area.y, style)
            line(lines.horizontal, x, area.bottom - 1, style)
        }
        for y in area.y + 1..<area.bottom - 1 {
            line(lines.vertical, area.x, y, style)
            line(lines.vertical, area.right - 1, y, style)
        }
        line(lines.topLeft, area.x, area.y, style)
        line(lines.topRight, area.right - 1, area.y, style)
        line(lines.bottomLeft, area.x, area.bottom - 1, style)
        line(lines.bottomRight, area.right - 1, area.bottom - 1, style)
    }

    private mutating func line(_ scalar: Unicode.Scalar, _ x: Int, _ y: Int, _ style: TextStyle) {
        guard bounds.contains(x: x, y: y) else { return }
        self[x, y] = Cell(
            scalar, foreground: style.foreground, background: style.background ?? self[x, y].background,
            attributes: style.attributes)
    }
}
