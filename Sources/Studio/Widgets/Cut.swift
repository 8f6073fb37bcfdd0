package import Render

/// Text that is cut in the middle, whole characters at a time: names often differ at their ends only.
enum Cut {
    /// `text` in at most `width` columns: its first and its last characters around an ellipsis.
    static func middle(_ text: String, width: Int) -> String {
        guard CellGrid.columns(of: text) > width else { return text }
        guard width > 1 else { return width > 0 ? "…" : "" }
        let tail = suffix(text[...], columns: width / 2)
        let head = prefix(text[...], columns: width - 1 - CellGrid.columns(of: tail))
        return head + "…" + tail
    }

    /// Texts in at most `width` columns each, different ones where the texts are different: of texts with the same first and last
    /// characters, the part is shown where they differ.
    static func apart(_ texts: [String], width: Int) -> [String] {
        var cut = texts.map { middle($0, width: width) }
        let groups = Dictionary(grouping: texts.indices) { cut[$0] }.values.filter { $0.count > 1 }
        for group in groups where CellGrid.columns(of: cut[group[0]]) > 1 {
            let sorted = group.sorted { texts[$0] < texts[$1] }
            for (position, i) in sorted.enumerated() {
                // In order, the text that has most in common with one is beside it.
                let near = [position - 1, position + 1].filter(sorted.indices.contains).map { texts[sorted[$0]] }
                let common = near.map { commonPrefix($0, texts[i]) }.max() ?? 0
                let start = max(common - width / 4, 0), rest = texts[i].dropFirst(start)
                let columns = width - (start > 0 ? 1 : 0), shown = prefix(rest, columns: columns)
                cut[i] =
                    (start > 0 ? "…" : "")
                    + (shown.count < rest.count ? prefix(rest, columns: columns - 1) + "…" : shown)
            }
        }
        return cut
    }

    private static func commonPrefix(_ a: String, _ b: String) -> Int { zip(a, b).prefix { $0 == $1 }.count }

    private static func prefix(_ text: Substring, columns: Int) -> String {
        var rest = columns, end = text.startIndex
        while end < text.endIndex {
            rest -= CellGrid.columns(of: String(text[end]))
            if rest < 0 { break }
            end = text.index(after: end)
        }
        return String(text[..<end])
    }

    private static func suffix(_ text: Substring, columns: Int) -> String {
        var rest = columns, start = text.endIndex
        while start > text.startIndex {
            let before = text.index(before: start)
            rest -= CellGrid.columns(of: String(text[before]))
            if rest < 0 { break }
            start = before
        }
        return String(text[start...])
    }

    /// The longest width for each name of `texts` with which all of them, and `others` columns, take at most `room` columns; at least
    /// `least`.
    static func widest(_ texts: [String], others: Int, room: Int, least: Int) -> Int {
        let columns = texts.map(CellGrid.columns(of:))
        var width = max(columns.max() ?? 0, least)
        while width > least, columns.reduce(others, { $0 + min($1, width) }) > room { width -= 1 }
        return width
    }
}

extension CellGrid {
    /// Writes a name, a path or a tag: where it does not fit, its middle is left out.
    /// - Returns: the column after the last one written.
    @discardableResult
    package mutating func put(
        name: String, x: Int, y: Int, _ style: TextStyle, limit: Int = .max, source: String = #fileID
    ) -> Int {
        put(Cut.middle(name, width: min(limit, width - x)), x: x, y: y, style, limit: limit, source: source)
    }
}
