import Render

/// The command palette: commands found by a few letters of their name or description.
struct PaletteView {
    let state: CommandPalette
    let found: [KeyBinding]
    let theme: Theme
    private let panel: Rect
    /// The rows of the commands.
    let rows: ListLayout

    init(_ state: CommandPalette, _ offer: CommandOffer, _ shared: SharedState) {
        let size = shared.size, found = state.found(offer)
        let box = Rect(size).centered(Size(width: min(76, size.width - 4), height: min(20, size.height - 2)))
        panel = Rect(x: box.x, y: min(box.y, 3), width: box.width, height: box.height)
        rows = ListLayout(Panel.inside(panel).splitTop(2).rest, selected: state.selected, count: found.count)
        (self.state, self.found, theme) = (state, found, shared.theme)
    }

    func draw(into grid: inout CellGrid) {
        let box = Panel(theme: theme, border: .accent).draw(
            into: &grid, panel, title: [.init(text: "find a command", style: theme.style(.accent, .bold))],
            right: [.init(text: "\(found.count)", style: theme.style(.dim))])
        grid.put("›", x: box.x + 1, y: box.y, theme.style(.accent, .bold))
        InputLine(field: state.field, theme: theme).draw(into: &grid, x: box.x + 3, y: box.y, width: box.width - 5)
        grid.put(String(repeating: "─", count: box.width), x: box.x, y: box.y + 1, theme.style(.border))
        for row in rows.rows {
            let binding = found[row], line = rows.line(row),
                key = binding.keys.first?.label ?? ":" + binding.command.rawValue
            grid.put(binding.command.rawValue, x: line.x + 1, y: line.y, theme.style(.text, .bold), limit: 16)
            grid.put(
                binding.description, x: line.x + 18, y: line.y, theme.style(.dim), limit: line.width - 20 - key.count)
            grid.put(key, endingAt: line.right - 1, y: line.y, theme.style(.accent))
            if row == state.selected { Selection.mark(line, theme, into: &grid) }
        }
        if found.isEmpty { grid.put("no command matches", x: box.x + 1, y: box.y + 2, theme.style(.dim)) }
    }
}
