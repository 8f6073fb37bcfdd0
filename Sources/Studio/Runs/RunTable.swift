import Jobs
import Render

/// The list of runs in columns.
struct RunTable {
    let state: RunsState
    let shared: SharedState

    private struct Column {
        var title: String
        var width: Int
        var isRight = false
    }

    func draw(into grid: inout CellGrid, _ layout: RunsLayout, _ runs: [RunSummary]) {
        let theme = shared.theme, columns = columns(layout.heading.width),
            comparison = RunComparison(state: state, shared: shared)
        put(columns.map(\.title), columns, layout.heading, into: &grid) { _ in theme.style(.dim) }
        for row in layout.rows.rows {
            let run = runs[row], line = layout.rows.line(row)
            let texts = [
                run.name, run.preset, Numbers.grouped(run.step), run.steps.map(Numbers.grouped) ?? "-",
                run.score.map { Numbers.short(Double($0), decimals: 2) } ?? "-", run.state.text,
            ]
            let mark = shared.runs.marked.contains(run.path) ? "●" : " "
            grid.put(mark, x: line.x + 1, y: line.y, theme.style(comparison.role(run), .bold))
            put(texts, columns, line, into: &grid) { column in
                column == 5 ? theme.style(Self.role(run.state)) : theme.style(column == 0 ? .text : .dim)
            }
            guard row == state.row else { continue }
            grid.tint(line) { cell in
                cell.background = theme[.selection]
                if cell.foreground == theme[.dim] || cell.foreground == theme[.text] {
                    cell.foreground = theme[.selectionText]
                }
                cell.attributes.insert(.reverseWithoutColor)
            }
        }
    }

    private func columns(_ width: Int) -> [Column] {
        let fixed = [
            Column(title: "step", width: 9, isRight: true), Column(title: "of", width: 9, isRight: true),
            Column(title: "score", width: 7, isRight: true), Column(title: "state", width: 11),
        ]
        let rest = width - 4 - fixed.reduce(0) { $0 + $1.width + 2 }
        let preset = min(max(rest / 4, 8), 14), name = max(rest - preset - 2, 8)
        return [Column(title: "run", width: name), Column(title: "preset", width: preset)] + fixed
    }

    private func put(
        _ texts: [String], _ columns: [Column], _ line: Rect, into grid: inout CellGrid, style: (Int) -> TextStyle
    ) {
        var x = line.x + 3
        for (i, (text, column)) in zip(texts, columns).enumerated() {
            let cut = column.isRight ? text.leftPadded(to: column.width) : text
            grid.put(name: cut, x: x, y: line.y, style(i), limit: column.width)
            x += column.width + 2
        }
    }

    private static func role(_ state: RunSummary.State) -> Theme.Role {
        switch state {
        case .training(let phase): phase == "paused" ? .warning : .good
        case .stopped(let isDone): isDone ? .text : .dim
        case .broken: .bad
        }
    }
}
