extension CellGrid {
    /// The grid with ASCII characters only.
    ///
    /// A glyph becomes its ASCII equivalent, or `?` where there is none; the mark of a shortened text is `~`. Draw charts and images with their ASCII markers instead, since
    /// braille glyphs have no equivalent.
    /// - Complexity: O(cells).
    package func inASCII() -> CellGrid {
        var copy = self
        copy.removeMarks()
        copy.tint(bounds) { cell in
            guard !cell.scalar.isASCII else { return }
            cell.scalar = Self.equivalents[cell.scalar] ?? "?"
        }
        return copy
    }

    static let equivalents: [Unicode.Scalar: Unicode.Scalar] = {
        let groups: [(String, Unicode.Scalar)] = [
            ("─━┄┅┈╌╍—–", "-"), ("│┃┆┊╎", "|"), ("╭╮╰╯┌┐└┘├┤┬┴┼╴╶", "+"), ("…", "~"), ("·•∙", "."), ("■█▓▰", "#"),
            ("▒", "+"),
            ("░▱□", "."), ("●◆◼", "*"), ("○◇◻", "o"), ("▶►→", ">"), ("◀◄←", "<"), ("▲↑", "^"), ("▼↓", "v"), ("‖", "|"),
            ("✓", "+"), ("✗×", "x"), ("’‘", "'"), ("“”", "\""), ("\u{A0}\u{2009}", " "), ("▀", "\""), ("▄", "_"),
            ("▌▐", "|"), ("⏸", "="), ("≥", ">"), ("≤", "<"),
        ]
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (glyphs, equivalent) in groups {
            for glyph in glyphs.unicodeScalars { table[glyph] = equivalent }
        }
        return table
    }()
}
