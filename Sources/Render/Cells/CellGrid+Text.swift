extension CellGrid {
    /// Writes `text` in one row, at most `limit` columns from x.
    ///
    /// Text that does not fit ends with an ellipsis and is noted in `record`: names are shortened before. Control characters and invisible characters are written as escapes such as `\x1b`, so
    /// that a file name cannot send commands to the terminal. Combining marks are drawn over their letter.
    /// - Returns: the column after the last one written.
    @discardableResult
    package mutating func put(
        _ text: some StringProtocol, x: Int, y: Int, _ style: TextStyle,
        limit: Int = .max, source: String = #fileID
    ) -> Int {
        let end = limit > width - x ? width : x + limit
        guard (0..<height).contains(y), x < end else {
            if text.contains(where: { $0 != " " }) { noteShortened(text, source: source) }
            return x
        }
        let isTruncated = Self.columns(of: text) > end - x
        if isTruncated || x < 0 { noteShortened(text, source: source) }
        var column = x
        for glyph in Glyphs(text) {
            if column + glyph.columns > (isTruncated ? end - 1 : end) { break }
            write(glyph.scalar, column, y, style)
            if !glyph.marks.isEmpty { setMarks(glyph.marks, x: column, y: y) }
            if glyph.columns == 2 { write(Cell.continuation, column + 1, y, style) }
            column += glyph.columns
        }
        if isTruncated {
            write("…", column, y, style)
            column += 1
        }
        return column
    }

    /// Writes `text` right-aligned, ending before column `right`.
    package mutating func put(
        _ text: some StringProtocol, endingAt right: Int, y: Int, _ style: TextStyle, source: String = #fileID
    ) {
        put(text, x: right - Self.columns(of: text), y: y, style, source: source)
    }

    /// The width of `text` in columns.
    package static func columns(of text: some StringProtocol) -> Int {
        // Screens ask for the width of thousands of short texts in each frame: no iterator for most of them.
        let isPlain = text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy { $0 &- 0x20 <= 0x5E } }
        if isPlain ?? text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.utf8.count }
        return Glyphs(text).reduce(0) { $0 + $1.columns }
    }

    private mutating func write(_ scalar: Unicode.Scalar, _ x: Int, _ y: Int, _ style: TextStyle) {
        guard (0..<width).contains(x) else { return }
        self[x, y] = Cell(
            scalar, foreground: style.foreground, background: style.background ?? self[x, y].background,
            attributes: style.attributes)
    }
}
