import Render

/// The program's name, the run's, and what is trained on what.
struct TitleBar {
    var model: Model
    var theme: Theme

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let y = area.y
        var x = area.x + 1
        for role in [Theme.Role.discriminator, .accent, .generator] {
            x = grid.put("■", x: x, y: y, theme.style(role))
        }
        x = grid.put(" tessera", x: x, y: y, theme.style(.accent, .bold))

        let status = model.status
        let parts = [(status.run, Theme.Role.text), (status.preset, .dim), (status.data, .dim)].filter { !$0.0.isEmpty }
        for (i, (text, role)) in parts.enumerated() {
            x = grid.put(i == 0 ? "  " : " · ", x: x, y: y, theme.style(.dim))
            x = grid.put(text, x: x, y: y, theme.style(role, role == .text ? .bold : []), limit: area.right - 1 - x)
        }
    }
}
