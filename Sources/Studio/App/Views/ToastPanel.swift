import Render

/// The visible notices at the lower right, the newest at the bottom.
enum ToastPanel {
    static func draw(_ shared: SharedState, into grid: inout CellGrid) {
        let theme = shared.theme
        let lines = shared.notices.visible.flatMap { notice in
            Paragraph.wrapped(notice.text, width: grid.width - 8).enumerated().map {
                ($0.offset == 0 ? " ▶ " : "   ") + $0.element + " "
            }
        }
        for (i, text) in lines.reversed().prefix(grid.height / 2).enumerated() {
            let width = min(CellGrid.columns(of: text), grid.width - 4)
            let area = Rect(x: grid.width - 2 - width, y: grid.height - 2 - i, width: width, height: 1)
            grid.fill(area, with: theme.blank(.selection))
            grid.put(
                text, x: area.x, y: area.y, TextStyle(theme[.selectionText], on: theme[.selection], .bold), limit: width
            )
            grid.tint(area) { $0.attributes.insert(.reverseWithoutColor) }
        }
    }
}
