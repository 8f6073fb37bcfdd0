import Jobs
import Render

/// A list of lines in the order of time: the run's events, or the studio's messages.
struct LineLog {
    struct Line: Equatable {
        var mark: String
        var text: String
    }

    let lines: [Line]
    /// Visible lines.
    let page: Int
    private let title: String
    private let context: KeyContext
    private let area: Rect
    private let shared: SharedState

    static func events(_ shared: SharedState) -> LineLog {
        let events = shared.status.events.map { Line(mark: Numbers.grouped($0.step).leftPadded(to: 9), text: $0.text) }
        return LineLog("events", events, .events, shared)
    }

    static func messages(_ shared: SharedState) -> LineLog {
        LineLog("messages", shared.notices.messages.map { Line(mark: "▶", text: $0) }, .messages, shared)
    }

    static func evaluation(_ shared: SharedState) -> LineLog {
        let name = shared.evaluation.map { " of " + $0.name } ?? ""
        let lines = (shared.evaluation?.lines ?? []).map { Line(mark: "", text: $0) }
        return LineLog("evaluation" + name, lines, .messages, shared)
    }

    private init(_ title: String, _ lines: [Line], _ context: KeyContext, _ shared: SharedState) {
        let filter = shared.filter(context).lowercased()
        self.lines = filter.isEmpty ? lines : lines.filter { $0.text.lowercased().contains(filter) }
        area = Rect(x: 3, y: 1, width: shared.size.width - 6, height: shared.size.height - 3)
        (page, self.title, self.context, self.shared) = (max(area.height - 2, 1), title, context, shared)
    }

    /// - Parameter top: the first visible line; nil for the newest.
    func draw(into grid: inout CellGrid, top: Int?) {
        let theme = shared.theme, lastTop = max(lines.count - page, 0), first = min(top ?? lastTop, lastTop)
        let visible = first..<min(first + page, lines.count)
        let range = visible.isEmpty ? "none" : "\(visible.lowerBound + 1)-\(visible.upperBound) of \(lines.count)"
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, area,
            title: [.init(text: title, style: theme.style(.accent, .bold))] + shared.filterTitle(context, role: .text),
            right: [.init(text: range, style: theme.style(.dim))])
        for (i, line) in lines[visible].enumerated() {
            let x = grid.put(line.mark, x: inside.x + 1, y: inside.y + i, theme.style(.dim), limit: inside.width - 2)
            grid.put(line.text, x: x + 2, y: inside.y + i, theme.style(.text), limit: inside.right - x - 3)
        }
    }
}
