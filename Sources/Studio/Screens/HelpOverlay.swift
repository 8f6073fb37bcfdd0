import Render

/// Every key, from the table the program runs on.
struct HelpOverlay {
    var keys: KeyTable
    var theme: Theme

    /// A row to a key of the training screen where the screen is high enough, else all of them in running text.
    func draw(into grid: inout CellGrid) {
        let main = keys.rows(at: .training)
        let width = min(grid.width - 4, 84), others = elsewhere(width: width - 4)
        let isHigh = grid.height >= main.count + others.count + 4
        let ofTraining = isHigh ? main.count + 1 : flow("training", main, width: width - 4).count
        let lines = ofTraining + others.count
        let area = grid.bounds.centered(Size(width: width, height: lines + 2))
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, area, title: [.init(text: "keys", style: theme.style(.accent, .bold))],
            right: [.init(text: "any key closes", style: theme.style(.dim))])
        var y = inside.y
        if isHigh {
            let column = (main.map { label($0).count }.max() ?? 0) + 3
            for row in main {
                grid.put(label(row), x: inside.x + 1, y: y, theme.style(.accent, .bold))
                grid.put(row.description, x: inside.x + 1 + column, y: y, theme.style(.text),
                         limit: inside.width - column - 2)
                y += 1
            }
            y += 1
        } else {
            y = draw(flow("training", main, width: width - 4), into: &grid, x: inside.x + 1, y: y)
        }
        _ = draw(others, into: &grid, x: inside.x + 1, y: y)
    }

    private func label(_ row: KeyTable.Row) -> String { row.keys.map(\.label).joined(separator: " ") }

    /// A piece of running text: nothing of it is broken over lines.
    private struct Piece {
        var key, text: String
        var columns: Int { key.count + (key.isEmpty ? 0 : 1) + text.count }
    }

    private func elsewhere(width: Int) -> [[Piece]] {
        let places: KeyValuePairs<KeyTable.Place, String> = [
            .events: "in events", .settings: "adjusting", .question: "when asked", .leaving: "leaving",
        ]
        return places.flatMap { place, title in
            flow(title, keys.rows(at: place).filter { !$0.places.contains(.training) }, width: width)
        }
    }

    private func flow(_ title: String, _ rows: [KeyTable.Row], width: Int) -> [[Piece]] {
        var lines = [[Piece(key: "", text: title + ":")]], used = title.count + 1
        for row in rows {
            let piece = Piece(key: label(row), text: row.name)
            if used + 2 + piece.columns > width {
                lines.append([Piece(key: "", text: " ")])
                used = 1
            }
            lines[lines.count - 1].append(piece)
            used += 2 + piece.columns
        }
        return lines
    }

    private func draw(_ lines: [[Piece]], into grid: inout CellGrid, x: Int, y: Int) -> Int {
        for (i, line) in lines.enumerated() {
            var column = x
            for piece in line {
                column = grid.put(piece.key, x: column, y: y + i, theme.style(.accent, .bold))
                let text = (piece.key.isEmpty ? "" : " ") + piece.text
                column = grid.put(text, x: column, y: y + i, theme.style(.dim)) + 2
            }
        }
        return y + lines.count
    }
}
