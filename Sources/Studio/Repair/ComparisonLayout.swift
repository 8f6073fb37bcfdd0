import Render

/// The positions of repairs side by side: panels of one size, and the lines about the selected one.
struct ComparisonLayout: Sendable {
    /// The entries that have room, each with its panel.
    let panels: [(entry: Int, area: Rect)]
    /// Panels in a row.
    let columns: Int
    /// How the selected repair is, and what its report says.
    let head: Rect, text: Rect

    /// Columns and lines that a panel keeps where several stand side by side or below each other.
    private static let leastWidth = 45, leastHeight = 16, leastPair = 40

    init(count: Int, selected: Int, area: Rect) {
        let (canvas, lines) = area.splitTop(max(area.height - 3, 1))
        (head, text) = lines.splitTop(1)
        let most = canvas.width < Self.leastPair ? 1 : max(canvas.width / Self.leastWidth, 2)
        let across = min(most, max(count, 1))
        let rows = min(max(canvas.height / Self.leastHeight, 1), (max(count, 1) + across - 1) / across)
        // As few columns as the rows need.
        let columns = min(across, (max(count, 1) + rows - 1) / rows)
        // The selected one is always there; a single row moves by panels, several by rows.
        let first =
            rows == 1 ? max(selected - columns + 1, 0) : max(selected / columns - rows + 1, 0) * columns
        let width = canvas.width / columns, height = canvas.height / rows
        panels = (first..<max(min(first + rows * columns, count), first)).map { entry in
            let (row, column) = (entry - first).quotientAndRemainder(dividingBy: columns)
            return (
                entry, Rect(x: canvas.x + column * width, y: canvas.y + row * height, width: width, height: height)
            )
        }
        self.columns = columns
    }

    /// The size of the image in each panel, in cells.
    var image: Size { panels.first.map { Panel.inside($0.area).size } ?? Size(width: 1, height: 1) }
}
