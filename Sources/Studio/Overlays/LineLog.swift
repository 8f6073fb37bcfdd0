import Jobs
import Render

/// A list of lines in the order of time: the run's events, or the studio's messages.
struct LineLog {
    struct Line: Equatable {
        var mark: String
        var text: String
    }

    /// A line of the screen: the mark is empty where a text goes on.
    struct Row: Equatable {
        var mark, text: String
        /// Index of its line.
        var line: Int
    }

    let rows: [Row]
    /// Visible rows.
    let page: Int
    private let count: Int
    private let title: String
    private let context: KeyContext
    private let area: Rect
    private let shared: SharedState

    static func events(_ shared: SharedState) -> LineLog {
        let events = shared.status.events.map {
            Line(mark: Numbers.grouped($0.step).leftPadded(to: 9), text: $0.text)
        }
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

    static func info(_ shared: SharedState) -> LineLog {
        let name = shared.imageInfo.map { " of " + $0.path } ?? ""
        let lines = (shared.imageInfo?.rows ?? []).map { Line(mark: $0.key, text: $0.text) }
        return LineLog("info" + name, lines, .messages, shared)
    }

    private init(_ title: String, _ lines: [Line], _ context: KeyContext, _ shared: SharedState) {
        let filter = shared.filter(context).lowercased()
        let shown = filter.isEmpty ? lines : lines.filter { $0.text.lowercased().contains(filter) }
        let area = Rect(x: 3, y: 1, width: shared.size.width - 6, height: shared.size.height - 3)
        rows = shown.enumerated().flatMap { index, line in
            let width = area.width - 6 - CellGrid.columns(of: line.mark)
            let parts = Paragraph.wrapped(line.text, width: width)
            return (parts.isEmpty ? [""] : parts).enumerated().map { i, part in
                Row(
                    mark: i == 0 ? line.mark : String(repeating: " ", count: CellGrid.columns(of: line.mark)),
                    text: part, line: index)
            }
        }
        (self.area, count, page) = (area, shown.count, max(area.height - 2, 1))
        (self.title, self.context, self.shared) = (title, context, shared)
    }

    /// - Parameter top: the first visible row; nil for the newest.
    func draw(into grid: inout CellGrid, top: Int?) {
        let theme = shared.theme, lastTop = max(rows.count - page, 0), first = min(top ?? lastTop, lastTop)
        let visible = rows[first..<min(first + page, rows.count)]
        let range = visible.first.flatMap { a in visible.last.map { "\(a.line + 1)-\($0.line + 1) of \(count)" } }
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, area,
            title: [.init(text: title, style: theme.style(.accent, .bold))] + shared.filterTitle(context, role: .text),
            right: [.init(text: range ?? "none", style: theme.style(.dim))])
        for (i, row) in visible.enumerated() {
            let x = grid.put(row.mark, x: inside.x + 1, y: inside.y + i, theme.style(.dim), limit: inside.width - 2)
            grid.put(row.text, x: x + 2, y: inside.y + i, theme.style(.text), limit: inside.right - x - 3)
        }
    }
}
