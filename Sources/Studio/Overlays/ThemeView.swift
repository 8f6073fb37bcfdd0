import Render

/// The list of themes; the selected one is in use.
struct ThemeView {
    private let shared: SharedState
    private let panel: Rect
    let rows: ListLayout

    init(_ shared: SharedState) {
        self.shared = shared
        let height = min(shared.themes.count + 2, shared.size.height - 3)
        panel = Rect(x: shared.size.width - 34, y: 1, width: 34, height: height)
        rows = ListLayout(Panel.inside(panel), selected: shared.themeIndex, count: shared.themes.count)
    }

    func draw(into grid: inout CellGrid) {
        let theme = shared.theme
        Panel(theme: theme, border: .accent).draw(
            into: &grid, panel, title: [.init(text: "themes", style: theme.style(.accent, .bold))],
            right: [.init(text: "enter keeps", style: theme.style(.dim))])
        for row in rows.rows {
            let other = shared.themes[row], line = rows.line(row)
            grid.put(name: other.name, x: line.x + 1, y: line.y, theme.style(.text), limit: 16)
            if row == shared.themeIndex { Selection.mark(line, theme, into: &grid) }
            for (i, role) in [Theme.Role.background, .text, .accent, .generator, .discriminator, .good].enumerated() {
                grid.put("■", x: line.right - 13 + 2 * i, y: line.y, TextStyle(other[role]))
            }
        }
    }
}
