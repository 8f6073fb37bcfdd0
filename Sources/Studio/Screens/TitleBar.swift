import Engine
import Render

/// The program's name, its screens, and what run is open.
struct TitleBar {
    var model: Model
    var theme: Theme

    private static let name = " tessera"
    private static let start = 14

    /// Where each screen's name stands; none where there is only one screen.
    private static func entries(_ model: Model) -> [(columns: Range<Int>, text: String)] {
        guard model.tabs.count > 1 else { return [] }
        var x = start
        return model.tabs.enumerated().map { i, tab in
            let text = " \(i + 1) \(tab.title) "
            defer { x += text.count }
            return (x..<x + text.count, text)
        }
    }

    /// The screen under a click; nil beside them.
    static func tab(atX x: Int, y: Int, _ model: Model) -> Int? {
        y == 0 ? entries(model).firstIndex { $0.columns.contains(x) } : nil
    }

    func draw(into grid: inout CellGrid) {
        var x = 1
        for role in [Theme.Role.discriminator, .accent, .generator] {
            x = grid.put("■", x: x, y: 0, theme.style(role))
        }
        x = grid.put(Self.name, x: x, y: 0, theme.style(.accent, .bold))
        for (i, entry) in Self.entries(model).enumerated() {
            let isFront = i == model.tabIndex
            x = grid.put(entry.text, x: entry.columns.lowerBound, y: 0, theme.style(isFront ? .text : .dim, isFront ? .bold : []))
            guard isFront else { continue }
            let area = Rect(x: entry.columns.lowerBound, y: 0, width: entry.columns.count, height: 1)
            Selection.mark(area, theme, into: &grid)
        }
        let status = model.status
        let parts = [(status.run, Theme.Role.text), (status.preset, .dim), (status.data, .dim)].filter { !$0.0.isEmpty }
        for (i, (text, role)) in parts.enumerated() where x < grid.width - 3 {
            x = grid.put(i == 0 ? "  " : " · ", x: x, y: 0, theme.style(.dim))
            x = grid.put(text, x: x, y: 0, theme.style(role, role == .text ? .bold : []), limit: grid.width - 1 - x)
        }
    }
}
