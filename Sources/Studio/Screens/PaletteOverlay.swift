import Render

/// Commands by a few letters of their name or of what they do.
struct PaletteOverlay {
    var model: Model
    var palette: Finder
    var theme: Theme

    private static func area(_ size: Size) -> Rect {
        let box = Rect(size).centered(Size(width: min(76, size.width - 4), height: min(20, size.height - 2)))
        return Rect(x: box.x, y: min(box.y, 3), width: box.width, height: box.height)
    }

    private static func top(_ palette: Finder, _ count: Int, _ rows: Int) -> Int {
        max(min(palette.chosen - rows / 2, count - rows), 0)
    }

    /// The command under a click; nil beside them.
    static func row(atX x: Int, y: Int, _ model: Model) -> Int? {
        guard case .palette(let palette) = model.overlay else { return nil }
        let inside = area(model.size).inset(by: 1, 1).splitTop(2).rest, count = palette.found(model).count
        guard inside.contains(x: x, y: y) else { return nil }
        let row = y - inside.y + top(palette, count, inside.height)
        return (0..<count).contains(row) ? row : nil
    }

    func draw(into grid: inout CellGrid) {
        let found = palette.found(model)
        let box = Panel(theme: theme, border: .accent).draw(
            into: &grid, Self.area(grid.size), title: [.init(text: "find a command", style: theme.style(.accent, .bold))],
            right: [.init(text: "\(found.count)", style: theme.style(.dim))])
        grid.put("›", x: box.x + 1, y: box.y, theme.style(.accent, .bold))
        InputLine(field: palette.field, theme: theme).draw(into: &grid, x: box.x + 3, y: box.y, width: box.width - 5)
        grid.put(String(repeating: "─", count: box.width), x: box.x, y: box.y + 1, theme.style(.border))
        let inside = box.splitTop(2).rest, top = Self.top(palette, found.count, inside.height)
        for (i, row) in found.enumerated().dropFirst(top).prefix(inside.height) {
            let y = inside.y + i - top, key = row.keys.first?.label ?? ":" + row.command.rawValue
            grid.put(row.command.rawValue, x: inside.x + 1, y: y, theme.style(.text, .bold), limit: 16)
            grid.put(row.description, x: inside.x + 18, y: y, theme.style(.dim), limit: inside.width - 20 - key.count)
            grid.put(key, endingAt: inside.right - 1, y: y, theme.style(.accent))
            if i == palette.chosen { Selection.mark(Rect(x: inside.x, y: y, width: inside.width, height: 1), theme, into: &grid) }
        }
        if found.isEmpty { grid.put("nothing matches", x: inside.x + 1, y: inside.y, theme.style(.dim)) }
    }
}
