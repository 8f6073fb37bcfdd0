import Render

/// The curves of a chart as lines of their own: each with its letter, its name and its value, in as many columns as have room.
struct CurveLegend {
    struct Entry {
        var letter: Unicode.Scalar
        var role: Theme.Role
        var name: String
        /// Empty for a curve that is not shown.
        var value: String
        var isFinite = true
        var isShown = true
    }

    var entries: [Entry]
    var theme: Theme
    /// The longest value, so that values stay in a column while they change.
    private static let valueWidth = 9, gap = 2, mark = 4

    init(_ entries: [Entry], theme: Theme) { (self.entries, self.theme) = (entries, theme) }

    private var values: Int { max(entries.map { CellGrid.columns(of: $0.value) }.max() ?? 0, Self.valueWidth) }

    /// Columns of a name: all of it, where values leave room.
    private func nameWidth(_ width: Int) -> Int {
        let longest = entries.map { CellGrid.columns(of: $0.name) }.max() ?? 0
        return max(min(longest, width - Self.mark - 1 - values), 1)
    }

    private func across(_ width: Int) -> Int {
        max((width + Self.gap) / (Self.mark + nameWidth(width) + 1 + values + Self.gap), 1)
    }

    /// Lines for all entries.
    func rows(width: Int) -> Int { (entries.count + across(width) - 1) / across(width) }

    /// The entries that have room: those around the selected one.
    /// - Parameter selected: the index of the entry that keys act on; nil for none.
    func draw(into grid: inout CellGrid, _ area: Rect, selected: Int? = nil) {
        guard !entries.isEmpty, area.width > 0, area.height > 0 else { return }
        let across = across(area.width), nameWidth = nameWidth(area.width), rows = rows(width: area.width)
        let line = (selected ?? 0) / across
        let first = max(min(line - area.height / 2, rows - area.height), 0) * across
        let visible = first..<min(first + across * area.height, entries.count)
        let names = Cut.apart(visible.map { entries[$0].name }, width: nameWidth)
        let width = Self.mark + nameWidth + 1 + values + Self.gap
        for (position, index) in visible.enumerated() {
            let entry = entries[index], isSelected = index == selected
            let x = area.x + position % across * width, y = area.y + position / across
            var end = grid.put(
                entry.isShown ? "━ " : "╍ ", x: x, y: y, theme.style(entry.isShown ? entry.role : .dim, .bold))
            end = grid.put(
                String(entry.letter) + " ", x: end, y: y, theme.style(entry.isShown ? entry.role : .dim, .bold))
            grid.put(
                name: names[position], x: end, y: y,
                theme.style(isSelected ? .accent : entry.isShown ? .text : .dim, isSelected ? .bold : []),
                limit: nameWidth)
            let value = entry.isShown ? entry.value : "hidden"
            grid.put(
                name: value, x: end + nameWidth + 1, y: y,
                theme.style(!entry.isShown ? .dim : entry.isFinite ? .text : .bad), limit: max(area.right - end, 0))
        }
    }
}
