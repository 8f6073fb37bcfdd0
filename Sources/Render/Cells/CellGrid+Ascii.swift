extension CellGrid {
    /// The same screen for terminals and fonts that have ASCII only.
    ///
    /// Glyphs with a likeness get it, everything else becomes `?`. Charts and pictures should be drawn with their own
    /// ASCII markers instead: a `?` for every braille glyph says nothing.
    /// - Complexity: O(cells).
    public func inASCII() -> CellGrid {
        var copy = self
        copy.tint(bounds) { cell in
            guard !cell.scalar.isASCII else { return }
            cell.scalar = Self.likenesses[cell.scalar] ?? "?"
        }
        return copy
    }

    static let likenesses: [Unicode.Scalar: Unicode.Scalar] = {
        let groups: [(String, Unicode.Scalar)] = [
            ("─━┄┅┈╌╍—–", "-"), ("│┃┆┊╎", "|"), ("╭╮╰╯┌┐└┘├┤┬┴┼╴╶", "+"), ("…·•∙", "."), ("■█▓▰", "#"), ("▒", "+"),
            ("░▱□", "."), ("●◆◼", "*"), ("○◇◻", "o"), ("▶►→", ">"), ("◀◄←", "<"), ("▲↑", "^"), ("▼↓", "v"), ("‖", "|"),
            ("✓", "+"), ("✗×", "x"), ("’‘", "'"), ("“”", "\""), ("\u{A0}\u{2009}", " "), ("▀", "\""), ("▄", "_"),
            ("▌▐", "|"), ("⏸", "="), ("≥", ">"), ("≤", "<"),
        ]
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (glyphs, likeness) in groups {
            for glyph in glyphs.unicodeScalars { table[glyph] = likeness }
        }
        return table
    }()
}
