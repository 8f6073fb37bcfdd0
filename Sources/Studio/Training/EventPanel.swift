import Jobs
import Render

/// The newest events, whole: in a box as many as fit, else the newest alone.
struct EventPanel {
    let shared: SharedState

    /// Columns of the step and the gap behind it, in a box.
    private static let stepWidth = 9, gap = 2
    /// The most rows of one event; a longer one is in the list of events.
    private static let mostRows = 8

    /// Rows of the panel on a screen of `size`, and whether it is a box.
    static func rows(_ shared: SharedState) -> (count: Int, isBox: Bool) {
        let size = shared.size, isBox = size.height >= 30
        let newest = shared.status.events.last.map { lines($0, width: textWidth(size.width, inBox: isBox)).count } ?? 1
        let rows = min(newest, mostRows, max(size.height / 4, 1))
        return isBox ? (max(min(2 + (size.height - 24) / 4, 9), rows + 2), true) : (rows, false)
    }

    private static func textWidth(_ width: Int, inBox: Bool) -> Int {
        inBox ? width - 4 - stepWidth - gap : width - 4
    }

    private static func lines(_ event: TrainingStatus.Event, width: Int) -> [String] {
        Paragraph.wrapped(event.text, width: width)
    }

    func draw(into grid: inout CellGrid, _ area: Rect, inBox: Bool) {
        let theme = shared.theme
        guard inBox else {
            guard let event = shared.status.events.last else { return }
            let step = Numbers.grouped(event.step) + "  "
            let text = Rect(x: area.x + 2, y: area.y, width: area.width - 4, height: area.height)
            draw(step + event.text, event, into: &grid, text)
            grid.put(step, x: text.x, y: text.y, theme.style(.dim))
            return
        }
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: [.init(text: "events", style: theme.style(.text, .bold))])
        let width = Self.textWidth(area.width, inBox: true)
        var shown: [(event: TrainingStatus.Event, rows: Int)] = [], used = 0
        for event in shared.status.events.suffix(inside.height).reversed() {
            let rows = max(Self.lines(event, width: width).count, 1)
            guard shown.isEmpty || used + rows <= inside.height else { break }
            shown.append((event, min(rows, inside.height)))
            used += rows
        }
        var y = inside.y
        for (event, rows) in shown.reversed() {
            let step = Numbers.grouped(event.step).leftPadded(to: Self.stepWidth)
            grid.put(step, x: inside.x + 1, y: y, theme.style(.dim))
            let x = inside.x + 1 + Self.stepWidth + Self.gap
            draw(event.text, event, into: &grid, Rect(x: x, y: y, width: width, height: rows))
            y += rows
        }
    }

    /// A text longer than its area goes on in the list of events, which the last line says.
    private func draw(_ text: String, _ event: TrainingStatus.Event, into grid: inout CellGrid, _ area: Rect) {
        let style = shared.theme.style(event.isWarning ? .warning : .text)
        let lines = Paragraph.wrapped(text, width: area.width)
        guard lines.count > area.height, area.height > 1 else {
            return _ = Paragraph.draw(text, into: &grid, area, style)
        }
        for (i, line) in lines.prefix(area.height - 1).enumerated() {
            grid.put(line, x: area.x, y: area.y + i, style)
        }
        grid.put("e: the whole event", x: area.x, y: area.bottom - 1, shared.theme.style(.accent))
    }
}
