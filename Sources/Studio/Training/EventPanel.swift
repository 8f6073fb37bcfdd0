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
        let newest = shared.status.events.last.map { lines($0, width: size.width, inBox: isBox).count } ?? 1
        let rows = max(min(newest, mostRows, size.height / 4), 1)
        return isBox ? (max(min(2 + (size.height - 24) / 4, 9), rows + 2), true) : (rows, false)
    }

    /// The step of an event with the gap behind it.
    private static func step(_ event: TrainingStatus.Event, inBox: Bool) -> String {
        Numbers.grouped(event.step).leftPadded(to: inBox ? stepWidth : 0) + String(repeating: " ", count: gap)
    }

    /// The text of an event on a screen of `width` columns.
    private static func lines(_ event: TrainingStatus.Event, width: Int, inBox: Bool) -> [String] {
        Paragraph.wrapped(event.text, width: width - 4 - step(event, inBox: inBox).count)
    }

    func draw(into grid: inout CellGrid, _ area: Rect, inBox: Bool) {
        let theme = shared.theme
        guard inBox else {
            if let event = shared.status.events.last {
                draw(
                    event, inBox: false, into: &grid,
                    Rect(x: area.x + 2, y: area.y, width: area.width - 4, height: area.height))
            }
            return
        }
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: [.init(text: "events", style: theme.style(.text, .bold))])
        var shown: [(event: TrainingStatus.Event, rows: Int)] = [], used = 0
        for event in shared.status.events.suffix(inside.height).reversed() {
            let rows = max(Self.lines(event, width: area.width, inBox: true).count, 1)
            guard shown.isEmpty || used + rows <= inside.height else { break }
            shown.append((event, min(rows, inside.height)))
            used += rows
        }
        var y = inside.y
        for (event, rows) in shown.reversed() {
            draw(event, inBox: true, into: &grid, Rect(x: inside.x + 1, y: y, width: inside.width - 2, height: rows))
            y += rows
        }
    }

    /// A text longer than its area goes on in the list of events, which the last line says.
    private func draw(_ event: TrainingStatus.Event, inBox: Bool, into grid: inout CellGrid, _ area: Rect) {
        let style = shared.theme.style(event.isWarning ? .warning : .text), step = Self.step(event, inBox: inBox)
        grid.put(step, x: area.x, y: area.y, shared.theme.style(.dim))
        let text = Rect(x: area.x + step.count, y: area.y, width: area.width - step.count, height: area.height)
        let lines = Paragraph.wrapped(event.text, width: text.width)
        guard lines.count > text.height, text.height > 1 else {
            return _ = Paragraph.draw(event.text, into: &grid, text, style)
        }
        for (i, line) in lines.prefix(text.height - 1).enumerated() { grid.put(line, x: text.x, y: text.y + i, style) }
        grid.put("e: the whole event", x: text.x, y: text.bottom - 1, shared.theme.style(.accent))
    }
}
