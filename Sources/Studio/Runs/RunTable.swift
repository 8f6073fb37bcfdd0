import Jobs
import Render

/// The list of runs in columns: as many as the screen has room for, by their priority.
struct RunTable {
    let state: RunsState
    let shared: SharedState

    private struct Placed {
        var column: RunColumn
        var width: Int
    }

    private static let gap = 2, mark = 3

    func draw(into grid: inout CellGrid, _ layout: RunsLayout, _ runs: [RunSummary]) {
        let theme = shared.theme, comparison = RunComparison(state: state, shared: shared)
        let visible = layout.rows.rows.map { runs[$0] }, columns = columns(layout.heading.width - Self.mark, visible)
        put(columns.map { heading($0.column) }, columns, layout.heading, into: &grid) { column in
            theme.style(column == state.sorting?.column ? .accent : .dim)
        }
        let texts = columns.map { placed in
            let texts = visible.map { placed.column.text($0) }, different = Set(texts).sorted()
            // Names that differ are told apart; equal ones are cut alike.
            let cut = Dictionary(uniqueKeysWithValues: zip(different, Cut.apart(different, width: placed.width)))
            return texts.map { cut[$0] ?? $0 }
        }
        for (position, row) in layout.rows.rows.enumerated() {
            let run = runs[row], line = layout.rows.line(row)
            let mark = shared.runs.marked.contains(run.path) ? "●" : " "
            grid.put(mark, x: line.x + 1, y: line.y, theme.style(comparison.role(run), .bold))
            put(texts.map { $0[position] }, columns, line, into: &grid) { column in
                column == .state ? theme.style(Self.role(run.state)) : theme.style(column == .name ? .text : .dim)
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

    private func heading(_ column: RunColumn) -> String {
        guard let sorting = state.sorting, sorting.column == column else { return column.rawValue }
        return column.rawValue + (sorting.descending ? " ▼" : " ▲")
    }

    /// The columns that have room, in the order of the list. What is left goes to those with cut texts, the names first.
    private func columns(_ width: Int, _ runs: [RunSummary]) -> [Placed] {
        var chosen: [RunColumn: Int] = [:], rest = width + Self.gap
        for column in RunColumn.byPriority {
            let needed = column.widths.least + Self.gap
            guard chosen.isEmpty || needed <= rest else { break }
            chosen[column] = column.widths.least
            rest -= needed
        }
        for column in RunColumn.byPriority where rest > 0 {
            guard let given = chosen[column] else { continue }
            let longest = runs.map { CellGrid.columns(of: column.text($0)) }.max() ?? 0
            let more = min(max(min(longest, column.widths.most) - given, 0), rest)
            chosen[column] = given + more
            rest -= more
        }
        return RunColumn.allCases.compactMap { column in chosen[column].map { Placed(column: column, width: $0) } }
    }

    private func put(
        _ texts: [String], _ columns: [Placed], _ line: Rect, into grid: inout CellGrid, style: (RunColumn) -> TextStyle
    ) {
        var x = line.x + Self.mark
        for (text, placed) in zip(texts, columns) {
            let start = placed.column.isRight ? max(placed.width - CellGrid.columns(of: text), 0) : 0
            grid.put(name: text, x: x + start, y: line.y, style(placed.column), limit: placed.width)
            x += placed.width + Self.gap
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
