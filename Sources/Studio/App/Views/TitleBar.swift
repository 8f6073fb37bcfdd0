import Render

/// The program's name, the tabs, and the run that is shown.
struct TitleBar {
    private let shared: SharedState
    /// The tabs; empty where there is only one.
    private let entries: [(columns: Range<Int>, text: String)]
    private let tabIndex: Int

    private static let name = " tessera"
    private static let start = 14

    init(_ model: AppModel) {
        (shared, tabIndex) = (model.shared, model.tabIndex)
        var x = Self.start
        entries =
            model.tabs.count < 2
            ? []
            : model.tabs.enumerated().map { i, tab in
                let text = " \(i + 1) \(tab.title) "
                defer { x += text.count }
                return (x..<x + text.count, text)
            }
    }

    /// The index of the tab at a position of the screen; nil for none.
    func tab(atX x: Int, y: Int) -> Int? { y == 0 ? entries.firstIndex { $0.columns.contains(x) } : nil }

    func draw(into grid: inout CellGrid) {
        let theme = shared.theme
        var x = 1
        for role in [Theme.Role.discriminator, .accent, .generator] {
            x = grid.put("■", x: x, y: 0, theme.style(role))
        }
        x = grid.put(Self.name, x: x, y: 0, theme.style(.accent, .bold))
        for (i, entry) in entries.enumerated() {
            let isFront = i == tabIndex
            x = grid.put(
                entry.text, x: entry.columns.lowerBound, y: 0, theme.style(isFront ? .text : .dim, isFront ? .bold : [])
            )
            guard isFront else { continue }
            let area = Rect(x: entry.columns.lowerBound, y: 0, width: entry.columns.count, height: 1)
            Selection.mark(area, theme, into: &grid)
        }
        let status = shared.status
        var parts = [(status.run, Theme.Role.text), (status.preset, .dim), (status.data, .dim)].filter { !$0.0.isEmpty }
        // On a narrow screen the run's name stays.
        let least = 8, room = grid.width - 1 - x
        while parts.count > 1, parts.count * (least + 3) - 1 > room { parts.removeLast() }
        let width = Cut.widest(parts.map(\.0), others: parts.count * 3 - 1, room: room, least: 1)
        for (i, (text, role)) in parts.enumerated() {
            x = grid.put(i == 0 ? "  " : " · ", x: x, y: 0, theme.style(.dim))
            x = grid.put(Cut.middle(text, width: width), x: x, y: 0, theme.style(role, role == .text ? .bold : []))
        }
    }
}
