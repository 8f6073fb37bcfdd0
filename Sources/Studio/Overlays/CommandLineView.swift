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

    private static let mostRows = 9

    init(_ state: CommandLineState, _ offer: CommandOffer, _ shared: SharedState) {
        let size = shared.size, choices = state.choices(offer)
        (self.state, self.choices, theme) = (state, choices, shared.theme)
        line = Rect(x: 0, y: size.height - 1, width: size.width, height: 1)
        let count = max(min(choices.count, Self.mostRows, size.height - 6), 0), height = count == 0 ? 0 : count + 2
        panel = Rect(x: 0, y: line.y - height, width: size.width, height: height)
        rows = ListLayout(Panel.inside(panel), selected: state.selected ?? 0, count: choices.count)
    }

    func draw(into grid: inout CellGrid) {
        grid.fill(line, with: theme.blank(.panel))
        let x = grid.put(":", x: 1, y: line.y, theme.style(.accent, .bold))
        InputLine(field: state.field, theme: theme).draw(into: &grid, x: x, y: line.y, width: line.width - 4)
        guard panel.height > 0 else { return }
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, panel, title: [.init(text: "commands", style: theme.style(.accent, .bold))],
            right: [.init(text: "\(choices.count)", style: theme.style(.dim))])
        let column = min((choices.map { CellGrid.columns(of: $0.line) }.max() ?? 0) + 3, inside.width / 2)
        for row in rows.rows {
            let line = rows.line(row)
            grid.put(choices[row].line, x: line.x + 1, y: line.y, theme.style(.accent, .bold), limit: column - 2)
            grid.put(
                choices[row].help, x: line.x + 1 + column, y: line.y, theme.style(.dim), limit: line.width - column - 2)
            if row == state.selected { Selection.mark(line, theme, into: &grid) }
        }
    }
}
