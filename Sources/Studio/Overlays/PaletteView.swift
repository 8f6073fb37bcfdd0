import Render

/// The command palette: commands found by a few letters of their name or description.
struct PaletteView {
    let state: CommandPalette
    let found: [KeyBinding]
    let theme: Theme
    private let panel: Rect
    /// The rows of the commands.
    let rows: ListLayout
    /// The wrapped description of each command, and its column.
    private let helps: [[String]]
    private let column: Int

    private static func key(_ binding: KeyBinding) -> String {
        binding.keys.first?.label ?? ":"
    }

    init(_ state: CommandPalette, _ offer: CommandOffer, _ shared: SharedState) {
        let size = shared.size, found = state.found(offer)
        let box = Rect(size).centered(Size(width: min(76, size.width - 4), height: min(20, size.height - 2)))
        panel = Rect(x: box.x, y: min(box.y, 3), width: box.width, height: box.height)
        let keys = found.map { CellGrid.columns(of: Self.key($0)) }.max() ?? 0
        column = (found.map { CellGrid.columns(of: $0.line) }.max() ?? 0) + 3
        let width = panel.width - 2 - column - keys - 3
        helps = found.map { Paragraph.wrapped($0.description, width: max(width, 1)) }
        rows = ListLayout(
            Panel.inside(panel).splitTop(2).rest, selected: state.selected, heights: helps.map { max($0.count, 1) })
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
            let binding = found[row], line = rows.line(row)
            grid.put(binding.line, x: line.x + 1, y: line.y, theme.style(.text, .bold), limit: column - 1)
            for (i, help) in helps[row].enumerated() {
                grid.put(help, x: line.x + column, y: line.y + i, theme.style(.dim), limit: line.width - column)
            }
            grid.put(Self.key(binding), endingAt: line.right - 1, y: line.y, theme.style(.accent))
            if row == state.selected { Selection.mark(line, theme, into: &grid) }
        }
        if found.isEmpty { grid.put("no command matches", x: box.x + 1, y: box.y + 2, theme.style(.dim)) }
    }
}
