import Engine
import Render

/// Lines that came one after the other, in a box over the screen: the run's events, or what the studio has said.
struct LineLog {
    var model: Model
    var theme: Theme

    struct Line: Equatable {
        var mark: String
        var text: String
    }

    private static func area(_ size: Size) -> Rect { Rect(x: 3, y: 1, width: size.width - 6, height: size.height - 3) }

    /// Lines that fit at once.
    static func page(_ model: Model) -> Int { max(area(model.size).height - 2, 1) }

    static func events(_ model: Model) -> [Line] {
        filtered(model.status.events.map { Line(mark: Numbers.grouped($0.step).leftPadded(to: 9), text: $0.text) },
                 model.filter(.events))
    }

    static func messages(_ model: Model) -> [Line] {
        filtered(model.messages.map { Line(mark: "▶", text: $0) }, model.filter(.messages))
    }

    private static func filtered(_ lines: [Line], _ filter: String) -> [Line] {
        filter.isEmpty ? lines : lines.filter { $0.text.lowercased().contains(filter.lowercased()) }
    }

    /// - Parameter top: the first line shown; nil shows the newest.
    func draw(_ title: String, _ lines: [Line], filter: String, into grid: inout CellGrid, top: Int?) {
        let page = Self.page(model), lastTop = max(lines.count - page, 0), first = min(top ?? lastTop, lastTop)
        let shown = first..<min(first + page, lines.count)
        let range = shown.isEmpty ? "none" : "\(shown.lowerBound + 1)-\(shown.upperBound) of \(lines.count)"
        var parts: [Panel.Part] = [.init(text: title, style: theme.style(.accent, .bold))]
        if model.isFiltering || !filter.isEmpty {
            parts.append(.init(text: "  /" + filter + (model.isFiltering ? "_" : ""), style: theme.style(.text, .bold)))
        }
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, Self.area(grid.size), title: parts, right: [.init(text: range, style: theme.style(.dim))])
        for (i, line) in lines[shown].enumerated() {
            let x = grid.put(line.mark, x: inside.x + 1, y: inside.y + i, theme.style(.dim), limit: inside.width - 2)
            grid.put(line.text, x: x + 2, y: inside.y + i, theme.style(.text), limit: inside.right - x - 3)
        }
    }
}
