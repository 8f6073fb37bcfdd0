/// The half cells of a view that show a part of a shape, for a fast lookup.
struct HalfCells {
    /// By row, the columns; overlapping ones are joined.
    private var rows: [Int: [Range<Int>]] = [:]

    /// - Complexity: O(spans), and O(rows of the screen that a span covers).
    init(_ shape: MaskShape?, _ view: MaskViewport) {
        for span in shape?.spans ?? [] {
            let first = view.position(of: .init(span.columns.lowerBound, span.y))
            let end = view.position(of: .init(span.columns.upperBound, span.y + 1))
            let columns = first.x..<max(end.x, first.x + 1)
            for row in max(first.y, 0)..<max(min(max(end.y, first.y + 1), view.rows + 1), max(first.y, 0)) {
                add(columns, to: row)
            }
        }
    }

    private mutating func add(_ columns: Range<Int>, to row: Int) {
        var ranges = rows[row] ?? []
        if let last = ranges.last, last.lowerBound <= columns.upperBound, columns.lowerBound <= last.upperBound {
            ranges[ranges.count - 1] =
                min(last.lowerBound, columns.lowerBound)..<max(last.upperBound, columns.upperBound)
        } else {
            ranges.append(columns)
        }
        rows[row] = ranges
    }

    func contains(_ column: Int, _ row: Int) -> Bool {
        guard !rows.isEmpty, let ranges = rows[row] else { return false }
        return ranges.contains { $0.contains(column) }
    }

    /// Whether a half cell belongs to the shape and a neighbour does not.
    func isEdge(_ column: Int, _ row: Int) -> Bool {
        contains(column, row)
            && !(contains(column - 1, row) && contains(column + 1, row) && contains(column, row - 1)
                && contains(column, row + 1))
    }
}
