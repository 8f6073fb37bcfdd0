import Render

/// The newest notice at the lower right, in the line of the hints, which give way to it; `E` lists the others.
enum ToastPanel {
    /// Columns that the most important hints keep, help and quit.
    private static let hints = 24
    /// Columns of a notice beside its text, and beside its panel.
    private static let frame = 4, gap = 2

    /// The columns that the hints have.
    /// - Parameter isTyping: whether text is typed in the line of the hints, which stays whole.
    static func hintColumns(_ shared: SharedState, isTyping: Bool) -> Int {
        guard !isTyping, let area = area(shared, isTyping: false) else { return shared.size.width }
        return area.x - gap
    }

    /// The place of the notice; nil for none.
    private static func area(_ shared: SharedState, isTyping: Bool) -> Rect? {
        guard let notice = shared.notice else { return nil }
        let (width, height) = (shared.size.width, shared.size.height), bottom = isTyping ? height - 1 : height
        let parts = Paragraph.wrapped(notice.text, width: textColumns(shared))
        let rows = min(parts.count, bottom - 1)
        let columns = (parts.map(CellGrid.columns(of:)).max() ?? 0) + frame
        return Rect(x: width - gap - columns, y: bottom - rows, width: columns, height: rows)
    }

    private static func textColumns(_ shared: SharedState) -> Int { shared.size.width - hints - frame - 2 * gap }

    static func draw(_ shared: SharedState, isTyping: Bool, into grid: inout CellGrid) {
        let theme = shared.theme
        guard let notice = shared.notice, let area = area(shared, isTyping: isTyping) else { return }
        grid.fill(area, with: theme.blank(.selection))
        let style = TextStyle(theme[.selectionText], on: theme[.selection], .bold)
        grid.put(" ▶", x: area.x, y: area.y, style)
        Paragraph.draw(
            notice.text, into: &grid,
            Rect(x: area.x + 3, y: area.y, width: textColumns(shared), height: area.height), style)
        grid.tint(area) { $0.attributes.insert(.reverseWithoutColor) }
    }
}
