import Render

/// Rows of text as aligned columns.
enum TextTable {
    /// The first column is aligned left, the others right.
    static func lines(_ rows: [[String]]) -> [String] {
        let widths = (rows.first ?? []).indices.map { column in rows.map { CellGrid.columns(of: $0[column]) }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated().map { column, text in
                let padding = String(repeating: " ", count: widths[column] - CellGrid.columns(of: text))
                return column == 0 ? text + padding : padding + text
            }.joined(separator: "   ")
        }
    }
}
