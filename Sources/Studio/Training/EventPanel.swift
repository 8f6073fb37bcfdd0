import Jobs
import Render

/// The newest events.
struct EventPanel {
    let shared: SharedState

    func draw(into grid: inout CellGrid, _ area: Rect, inBox: Bool) {
        let theme = shared.theme
        guard inBox else {
            if let event = shared.status.events.last {
                Self.put(event, into: &grid, x: area.x + 2, y: area.y, theme, limit: area.width - 4, stepWidth: 0)
            }
            return
        }
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: [.init(text: "events", style: theme.style(.text, .bold))])
        for (i, event) in shared.status.events.suffix(inside.height).enumerated() {
            Self.put(event, into: &grid, x: inside.x + 1, y: inside.y + i, theme, limit: inside.width - 2)
        }
    }

    /// One event: its step, right-aligned, and its text.
    static func put(
        _ event: TrainingStatus.Event, into grid: inout CellGrid, x: Int, y: Int, _ theme: Theme,
        limit: Int, stepWidth: Int = 9
    ) {
        let step = Numbers.grouped(event.step).leftPadded(to: stepWidth)
        grid.put(step, x: x, y: y, theme.style(.dim), limit: limit)
        grid.put(
            event.text, x: x + step.count + 2, y: y, theme.style(event.isWarning ? .warning : .text),
            limit: limit - step.count - 2)
    }
}
