import Render

/// The command line along the lower edge, its choices above it.
struct PromptOverlay {
    var model: Model
    var prompt: Prompt
    var theme: Theme

    private static let most = 9

    private static func rows(_ prompt: Prompt, _ model: Model) -> (choices: [Prompt.Choice], top: Int, area: Rect) {
        let choices = prompt.choices(model), shown = min(choices.count, most, model.size.height - 6)
        let top = max(min((prompt.chosen ?? 0) - shown / 2, choices.count - shown), 0)
        let height = shown == 0 ? 0 : shown + 2
        return (choices, top, Rect(x: 0, y: model.size.height - 1 - height, width: model.size.width, height: height))
    }

    /// The choice under a click; nil beside them.
    static func row(atX x: Int, y: Int, _ model: Model) -> Int? {
        guard case .prompt(let prompt) = model.overlay else { return nil }
        let (choices, top, area) = rows(prompt, model), inside = area.inset(by: 1, 1)
        guard inside.contains(x: x, y: y), choices.indices.contains(y - inside.y + top) else { return nil }
        return y - inside.y + top
    }

    func draw(into grid: inout CellGrid) {
        let y = grid.height - 1
        grid.fill(Rect(x: 0, y: y, width: grid.width, height: 1), with: theme.blank(.panel))
        let x = grid.put(":", x: 1, y: y, theme.style(.accent, .bold))
        InputLine(field: prompt.field, theme: theme).draw(into: &grid, x: x, y: y, width: grid.width - 4)
        let (choices, top, area) = Self.rows(prompt, model)
        guard area.height > 0 else { return }
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, area, title: [.init(text: "commands", style: theme.style(.accent, .bold))],
            right: [.init(text: "\(choices.count)", style: theme.style(.dim))])
        let column = min((choices.map { CellGrid.columns(of: $0.line) }.max() ?? 0) + 3, inside.width / 2)
        for (i, choice) in choices.enumerated().dropFirst(top).prefix(inside.height) {
            let y = inside.y + i - top
            grid.put(choice.line, x: inside.x + 1, y: y, theme.style(.accent, .bold), limit: column - 2)
            grid.put(choice.description, x: inside.x + 1 + column, y: y, theme.style(.dim), limit: inside.width - column - 2)
            if i == prompt.chosen { Selection.mark(Rect(x: inside.x, y: y, width: inside.width, height: 1), theme, into: &grid) }
        }
    }
}

/// The row that stands out in a list.
enum Selection {
    static func mark(_ area: Rect, _ theme: Theme, into grid: inout CellGrid) {
        grid.tint(area) { cell in
            (cell.background, cell.foreground) = (theme[.selection], theme[.selectionText])
            cell.attributes.insert(.reverseWithoutColor)
        }
    }
}
