import Render

/// The newest notice at the lower right, in the line of the hints, where it hides no image; `E` lists the others.
enum ToastPanel {
    /// - Parameter isTyping: whether text is typed in the line of the hints, which stays visible.
    static func draw(_ shared: SharedState, isTyping: Bool, into grid: inout CellGrid) {
        let theme = shared.theme
        let bottom = isTyping ? grid.height - 1 : grid.height
        guard let notice = shared.notice else { return }
        let parts = Paragraph.wrapped(notice.text, width: grid.width - 8), height = min(parts.count, bottom - 1)
        let width = min((parts.map(CellGrid.columns(of:)).max() ?? 0) + 4, grid.width - 4)
        let area = Rect(x: grid.width - 2 - width, y: bottom - height, width: width, height: height)
        grid.fill(area, with: theme.blank(.selection))
        let style = TextStyle(theme[.selectionText], on: theme[.selection], .bold)
        grid.put(" ▶", x: area.x, y: area.y, style)
        Paragraph.draw(
            notice.text, into: &grid, Rect(x: area.x + 3, y: area.y, width: grid.width - 8, height: area.height),
            style)
        grid.tint(area) { $0.attributes.insert(.reverseWithoutColor) }
    }
}
