extension CellGrid {
    /// Writes `text` in one row, at most `limit` columns from x.
    ///
    /// Text that does not fit ends with an ellipsis. Control characters become `?`, so that a file name cannot send commands to the
    /// terminal. Combining marks are dropped.
    /// - Returns: the column after the last one written.
    @discardableResult
    package mutating func put(
        _ text: some StringProtocol, x: Int, y: Int, _ style: TextStyle,
        limit: Int = .max
    ) -> Int {
        let end = limit > width - x ? width : x + limit
        guard (0..<height).contains(y), x < end else { return x }
        let isTruncated = Self.columns(of: text) > end - x
        var column = x
        for scalar in text.unicodeScalars {
            let columns = scalar.columns
            if columns == 0 { continue }
            if column + columns > (isTruncated ? end - 1 : end) { break }
            let shown: Unicode.Scalar = scalar.properties.generalCategory == .control ? "?" : scalar
            write(shown, column, y, style)
            if columns == 2 { write(Cell.continuation, column + 1, y, style) }
            column += columns
        }
        if isTruncated {
            write("…", column, y, style)
            column += 1
        }
        return column
    }

    /// Writes `text` right-aligned, ending before column `right`.
    package mutating func put(_ text: some StringProtocol, endingAt right: Int, y: Int, _ style: TextStyle) {
        put(text, x: right - Self.columns(of: text), y: y, style)
    }

    /// The width of `text` in columns.
    package static func columns(of text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + $1.columns }
    }

    private mutating func write(_ scalar: Unicode.Scalar, _ x: Int, _ y: Int, _ style: TextStyle) {
        guard (0..<width).contains(x) else { return }
        self[x, y] = Cell(
            scalar, foreground: style.foreground, background: style.background ?? self[x, y].background,
            attributes: style.attributes)
    }
}

extension Unicode.Scalar {
    /// The width in a terminal: 0 for marks and joiners, 2 for East Asian wide characters and emoji, else 1.
    var columns: Int {
        if value < 0x300 { return 1 }
        switch value {
        case 0x300...0x36F, 0x200B...0x200F, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFEFF: return 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
            0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
