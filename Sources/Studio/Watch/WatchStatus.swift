import Jobs
import Render

/// The line below the panels: how much is read, what is left out, and how many problems there are.
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

    func draw(into grid: inout CellGrid, _ area: Rect) {
        grid.fill(area, with: shared.theme.blank(.background))
        var column = area.x + 1
        for part in parts {
            column = grid.put(part.text, x: column, y: area.y, part.style, limit: max(area.right - 1 - column, 0))
        }
    }
}
