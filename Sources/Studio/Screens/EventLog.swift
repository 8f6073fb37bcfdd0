import Engine
import Render

/// All events that are kept, in a box over the screen.
struct EventLog {
    var model: Model
    var theme: Theme

    private static func area(_ size: Size) -> Rect { Rect(x: 3, y: 1, width: size.width - 6, height: size.height - 3) }

    /// Events that fit at once.
    static func page(_ model: Model) -> Int { max(area(model.size).height - 2, 1) }

    /// The topmost line when the newest is the last shown.
    static func lastTop(_ model: Model) -> Int { max(model.status.events.count - page(model), 0) }

    /// - Parameter top: the first event shown; nil shows the newest.
    func draw(into grid: inout CellGrid, top: Int?) {
        let events = model.status.events, first = min(top ?? Self.lastTop(model), Self.lastTop(model))
        let shown = first..<min(first + Self.page(model), events.count)
        let range = shown.isEmpty ? "none yet" : "\(shown.lowerBound + 1)-\(shown.upperBound) of \(events.count)"
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, Self.area(grid.size), title: [.init(text: "events", style: theme.style(.accent, .bold))],
            right: [.init(text: range, style: theme.style(.dim))])
        for (i, event) in events[shown].enumerated() {
            EventPanel.put(event, into: &grid, x: inside.x + 1, y: inside.y + i, theme, limit: inside.width - 2)
        }
    }
}
