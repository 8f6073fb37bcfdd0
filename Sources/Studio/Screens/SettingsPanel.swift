import Engine
import Render

/// What can be changed while it trains, beside the curves that show what became of it.
struct SettingsPanel {
    var model: Model
    var theme: Theme
    var adjustment: Adjustment

    private static let width = 46
    /// Columns at the left and the right of what a setting means: a border and a gap each, and one for the mark of the selected one.
    private static let edges = 5

    /// Lines under the list: a gap, what the setting means, its range; as many for every setting, so that the list stands still.
    private static func footer(_ model: Model) -> Int {
        let meanings = Adjustment.settings(model.status).map { lines($0.setting, width: width(model)) }
        return 2 + (meanings.map(\.count).max() ?? 1)
    }

    private static func lines(_ setting: Setting, width: Int) -> [String] { Paragraph.wrapped(setting.meaning, width: width - edges) }
    private static func width(_ model: Model) -> Int { min(width, model.size.width - 2) }

    /// At the right edge below the title: the curves stay in sight.
    static func area(_ model: Model) -> Rect {
        let size = model.size, rows = max(Adjustment.settings(model.status).count, 1)
        let width = width(model)
        return Rect(x: size.width - width, y: 1, width: width, height: min(rows + footer(model) + 2, size.height - 3))
    }

    /// The row of settings under a click; nil beside them.
    static func row(atX x: Int, y: Int, _ model: Model, _ adjustment: Adjustment) -> Int? {
        let inside = area(model).inset(by: 1, 1), shown = shown(model, adjustment), row = shown.lowerBound + y - inside.y
        guard inside.contains(x: x, y: y) else { return nil }
        return shown.contains(row) ? row : nil
    }

    /// The settings that fit: all of them, or those around the selected one.
    private static func shown(_ model: Model, _ adjustment: Adjustment) -> Range<Int> {
        let count = Adjustment.settings(model.status).count, height = area(model).height - 2, footer = footer(model)
        let rows = height >= count + footer ? count : max(1, height - footer)
        let first = max(0, min(min(adjustment.row, count - 1) - rows / 2, count - rows))
        return first..<min(first + rows, count)
    }

    func draw(into grid: inout CellGrid) {
        let settings = Adjustment.settings(model.status)
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, Self.area(model), title: [.init(text: "settings", style: theme.style(.accent, .bold))],
            right: [.init(text: "from the next step on", style: theme.style(.dim))])
        guard let selected = adjustment.selected(model.status) else {
            grid.put("none can be changed now", x: inside.x + 1, y: inside.y, theme.style(.dim))
            return
        }
        let nameWidth = settings.map(\.setting.name.count).max() ?? 0
        let shown = Self.shown(model, adjustment)
        for (i, (setting, value)) in settings[shown].enumerated() {
            let isSelected = setting == selected.setting, y = inside.y + i
            grid.put(isSelected ? "▶" : " ", x: inside.x, y: y, theme.style(.accent, .bold))
            grid.put(setting.name, x: inside.x + 2, y: y, theme.style(isSelected ? .text : .dim, isSelected ? .bold : []))
            let x = grid.put(value.short, x: inside.x + 4 + nameWidth, y: y, theme.style(.text))
            if isSelected, let draft = adjustment.draft {
                let end = grid.put(" → ", x: x, y: y, theme.style(.dim))
                grid.put(draft + "_", x: end, y: y, theme.style(.accent, .bold), limit: inside.right - end)
            }
        }
        guard inside.height >= shown.count + Self.footer(model) else { return }
        var y = inside.y + shown.count + 1
        for line in Self.lines(selected.setting, width: Self.width(model)) {
            grid.put(line, x: inside.x + 2, y: y, theme.style(.dim))
            y += 1
        }
        let range = selected.setting.range, kind = selected.setting.isWhole ? "a whole number, " : ""
        grid.put("\(kind)\(range.lowerBound.short) to \(range.upperBound.short)", x: inside.x + 2, y: y, theme.style(.dim), limit: inside.width - 3)
    }
}
