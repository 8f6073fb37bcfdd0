import Jobs
import Render

/// The lines below the panels: how much is read, what is left out, and how many problems there are.
struct WatchStatus {
    let state: WatchState
    let shared: SharedState

    /// The parts; empty where there is nothing to say.
    var parts: [Panel.Part] {
        let theme = shared.theme, logs = state.logs
        var parts: [Panel.Part] = []
        func add(_ text: String, _ role: Theme.Role) {
            if !parts.isEmpty { parts.append(.init(text: " · ", style: theme.style(.dim))) }
            parts.append(.init(text: text, style: theme.style(role)))
        }
        if !logs.isComplete {
            let fraction = Double(logs.progress.read) / Double(max(logs.progress.of, 1))
            add("reading \(Int(fraction * 100)) % of \(Readouts.memory(logs.progress.of))", .accent)
        }
        let hidden = logs.logs.filter { !state.selection.isShown($0.name) }
        if !hidden.isEmpty {
            let pattern = state.selection.pattern.isEmpty ? "" : ", shown: " + state.selection.pattern
            add("\(hidden.count) of \(logs.logs.count) runs hidden\(pattern): a shows all", .accent)
        }
        if !logs.problems.isEmpty {
            add(logs.problems.count == 1 ? "1 problem: E" : "\(logs.problems.count) problems: E", .warning)
        }
        if !logs.others.isEmpty {
            let kinds = logs.others.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            add("left out: " + kinds.joined(separator: ", "), .dim)
        }
        return parts
    }

    /// The lines that the parts take; 0 for none.
    var rows: Int { lines(shared.area.width - 2).count }

    /// The words of each line.
    private func lines(_ width: Int) -> [[(x: Int, word: String, style: TextStyle)]] {
        var lines: [[(x: Int, word: String, style: TextStyle)]] = [], x = 0
        for part in parts {
            for word in Paragraph.wrapped(part.text, width: width).flatMap({ $0.split(separator: " ") }) {
                let columns = CellGrid.columns(of: word)
                if lines.isEmpty || x + columns > width { lines.append([]); x = 0 }
                lines[lines.count - 1].append((x, String(word), part.style))
                x += columns + 1
            }
        }
        return lines
    }

    func draw(into grid: inout CellGrid, _ area: Rect) {
        grid.fill(area, with: shared.theme.blank(.background))
        for (i, line) in lines(area.width - 2).enumerated() {
            for (x, word, style) in line { grid.put(word, x: area.x + 1 + x, y: area.y + i, style) }
        }
    }
}
