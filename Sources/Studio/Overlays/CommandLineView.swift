import Render

/// The command line at the bottom, with its choices above.
struct CommandLineView {
    let state: CommandLineState
    let choices: [CommandLineState.Choice]
    let theme: Theme
    /// The panel of the choices, empty where there are none, and its rows.
    let panel: Rect
    let rows: ListLayout
    private let line: Rect
    /// The wrapped help of each choice, and its column.
    private let helps: [[String]]
    private let column: Int

    private static let mostRows = 9

    init(_ state: CommandLineState, _ offer: CommandOffer, _ shared: SharedState) {
        let size = shared.size, choices = state.choices(offer)
        (self.state, self.choices, theme) = (state, choices, shared.theme)
        line = Rect(x: 0, y: size.height - 1, width: size.width, height: 1)
        // A choice has as many lines as its help.
        let inside = size.width - 2,
            column = min((choices.map { CellGrid.columns(of: $0.line) }.max() ?? 0) + 3, inside / 2)
        let helps = choices.map { Paragraph.wrapped($0.help, width: inside - column - 2) }
        let heights = helps.map { max($0.count, 1) }
        let count = max(min(heights.prefix(Self.mostRows).reduce(0, +), Self.mostRows, size.height - 6), 0)
        let height = count == 0 ? 0 : max(count, min(heights.max() ?? 0, size.height - 6)) + 2
        panel = Rect(x: 0, y: line.y - height, width: size.width, height: height)
        rows = ListLayout(Panel.inside(panel), selected: state.selected ?? 0, heights: heights)
        (self.helps, self.column) = (helps, column)
    }

    func draw(into grid: inout CellGrid) {
        grid.fill(line, with: theme.blank(.panel))
        var x = grid.put(":", x: 1, y: line.y, theme.style(.accent, .bold))
        if let command = state.command {
            x = grid.put(command.rawValue + " ", x: x, y: line.y, theme.style(.accent, .bold))
        }
        InputLine(field: state.field, theme: theme).draw(into: &grid, x: x, y: line.y, width: line.width - 2 - x)
        guard panel.height > 0 else { return }
        Panel(theme: theme, border: .accent).draw(
            into: &grid, panel, title: [.init(text: "commands", style: theme.style(.accent, .bold))],
            right: [.init(text: "\(choices.count)", style: theme.style(.dim))])
        for row in rows.rows {
            let line = rows.line(row)
            grid.put(name: choices[row].line, x: line.x + 1, y: line.y, theme.style(.accent, .bold), limit: column - 2)
            for (i, help) in helps[row].prefix(line.height).enumerated() {
                grid.put(
                    help, x: line.x + 1 + column, y: line.y + i, theme.style(.dim), limit: line.width - column - 2)
            }
            if row == state.selected { Selection.mark(line, theme, into: &grid) }
        }
    }
}
