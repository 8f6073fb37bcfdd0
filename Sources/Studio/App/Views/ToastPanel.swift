import Render

/// The visible notices at the lower right, the newest at the bottom.
enum ToastPanel {
    static func draw(_ shared: SharedState, into grid: inout CellGrid) {
        let theme = shared.theme
        var bottom = grid.height - 1
        for (age, notice) in shared.notices.visible.reversed().enumerated() {
            let parts = Paragraph.wrapped(notice.text, width: grid.width - 8)
            // The newest notice is whole; an older one is left out where it would be shown in part.
            let room = age == 0 ? bottom - 1 : bottom - grid.height / 2
            guard age == 0 || parts.count <= room else { break }
            let width = min((parts.map(CellGrid.columns(of:)).max() ?? 0) + 4, grid.width - 4)
            let area = Rect(
                x: grid.width - 2 - width, y: bottom - min(parts.count, room), width: width,
                height: min(parts.count, room))
            bottom = area.y
            grid.fill(area, with: theme.blank(.selection))
            let style = TextStyle(theme[.selectionText], on: theme[.selection], .bold)
            grid.put(" ▶", x: area.x, y: area.y, style)
            Paragraph.draw(
                notice.text, into: &grid, Rect(x: area.x + 3, y: area.y, width: grid.width - 8, height: area.height),
                style)
            grid.tint(area) { $0.attributes.insert(.reverseWithoutColor) }
        }
    }
}
