import Render

/// The themes; the one that is selected is the one you see.
enum ThemeOverlay {
    private static func area(_ model: Model) -> Rect {
        let height = min(model.themes.count + 2, model.size.height - 3)
        return Rect(x: model.size.width - 34, y: 1, width: 34, height: height)
    }

    private static func top(_ model: Model, _ rows: Int) -> Int {
        max(min(model.themeIndex - rows / 2, model.themes.count - rows), 0)
    }

    /// The theme under a click; nil beside them.
    static func row(atX x: Int, y: Int, _ model: Model) -> Int? {
        let inside = area(model).inset(by: 1, 1), row = y - inside.y + top(model, inside.height)
        return inside.contains(x: x, y: y) && model.themes.indices.contains(row) ? row : nil
    }

    static func draw(_ model: Model, into grid: inout CellGrid) {
        let theme = model.theme
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, area(model), title: [.init(text: "themes", style: theme.style(.accent, .bold))],
            right: [.init(text: "enter keeps", style: theme.style(.dim))])
        let top = top(model, inside.height)
        for (i, other) in model.themes.enumerated().dropFirst(top).prefix(inside.height) {
            let y = inside.y + i - top
            grid.put(other.name, x: inside.x + 1, y: y, theme.style(.text), limit: 16)
            if i == model.themeIndex { Selection.mark(Rect(x: inside.x, y: y, width: inside.width, height: 1), theme, into: &grid) }
            for (j, role) in [Theme.Role.background, .text, .accent, .generator, .discriminator, .good].enumerated() {
                grid.put("■", x: inside.right - 13 + 2 * j, y: y, TextStyle(other[role]))
            }
        }
    }
}
