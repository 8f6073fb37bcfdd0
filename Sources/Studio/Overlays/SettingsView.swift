import Render
import Runs

/// The live settings, beside the curves that show their effect.
struct SettingsView {
    private let state: Adjustment
    private let shared: SharedState
    private let settings: [(setting: Setting, value: SettingValue)]
    private let panel: Rect
    /// The rows of the settings.
    let rows: ListLayout
    /// The help of the selected setting; nil where there is no room.
    private let help: Rect?

    private static let width = 56
    /// Columns left and right of the help: border, gap, and the mark of the selected row.
    private static let margins = 5

    init(_ state: Adjustment, _ shared: SharedState) {
        let settings = shared.status.liveSettings, size = shared.size, width = min(Self.width, size.width - 2)
        (self.state, self.shared, self.settings) = (state, shared, settings)
        // As many lines of help for every setting, so that the list does not move: a gap, the meaning, the allowed values.
        let lines = settings.map { Self.wrapped($0.setting, width: width).count }.max() ?? 2, footer = 1 + lines
        panel = Rect(
            x: size.width - width, y: 1, width: width, height: min(max(settings.count, 1) + footer + 2, size.height - 3)
        )
        let inside = Panel.inside(panel)
        let hasHelp = inside.height >= settings.count + footer
        let count = hasHelp ? settings.count : max(1, inside.height - footer)
        let (list, rest) = inside.splitTop(count)
        rows = ListLayout(list, selected: min(state.row, settings.count - 1), count: settings.count)
        help = rest.height >= footer ? rest.splitTop(1).rest : nil
    }

    private static func wrapped(_ setting: Setting, width: Int) -> [String] {
        [setting.meaning, setting.allowed].flatMap { Paragraph.wrapped($0, width: width - margins) }
    }

    func draw(into grid: inout CellGrid) {
        let theme = shared.theme
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, panel, title: [.init(text: "live settings", style: theme.style(.accent, .bold))],
            right: [.init(text: "from the next step on", style: theme.style(.dim))])
        guard let selected = state.selected(shared.status) else {
            grid.put("no setting can be changed now", x: inside.x + 1, y: inside.y, theme.style(.dim))
            return
        }
        let nameWidth = settings.map(\.setting.name.count).max() ?? 0
        for row in rows.rows {
            let (setting, value) = settings[row], line = rows.line(row), isSelected = setting == selected.setting
            grid.put(isSelected ? "▶" : " ", x: line.x, y: line.y, theme.style(.accent, .bold))
            grid.put(
                setting.name, x: line.x + 2, y: line.y, theme.style(isSelected ? .text : .dim, isSelected ? .bold : []))
            let x = grid.put(value.text, x: line.x + 4 + nameWidth, y: line.y, theme.style(.text))
            if isSelected, let draft = state.draft {
                let end = grid.put(" → ", x: x, y: line.y, theme.style(.dim))
                grid.put(draft + "_", x: end, y: line.y, theme.style(.accent, .bold), limit: line.right - end)
            }
        }
        guard let help else { return }
        for (i, text) in Self.wrapped(selected.setting, width: panel.width).enumerated() {
            grid.put(text, x: help.x + 2, y: help.y + i, theme.style(.dim), limit: help.width - 3)
        }
    }
}
