/// A character as the screen shows it: a scalar of one or two columns, with the marks that are drawn over it.
struct Glyph: Equatable {
    var scalar: Unicode.Scalar
    /// 1 or 2.
    var columns: Int
    var marks: [Unicode.Scalar] = []

    /// As many marks as ncurses keeps in a cell.
    static let mostMarks = 4
}

/// The glyphs of a text, in the order of its scalars.
///
/// Escaped scalars become ASCII. The emoji of a joined sequence are drawn one by one, without joiners, variation selectors and skin tones:
/// terminals do not agree on the width of the sequence, but they do on the width of each emoji.
struct Glyphs: Sequence, IteratorProtocol {
    private var scalars: Substring.UnicodeScalarView
    private var escape: Substring.UnicodeScalarView = Substring().unicodeScalars

    init(_ text: some StringProtocol) { scalars = Substring(text).unicodeScalars }

    mutating func next() -> Glyph? {
        if let letter = escape.popFirst() { return Glyph(scalar: letter, columns: 1) }
        while let scalar = scalars.popFirst() {
            if scalar.isEscaped {
                escape = Substring(scalar.escape).unicodeScalars
                return escape.popFirst().map { Glyph(scalar: $0, columns: 1) }
            }
            if scalar.isInvisible { continue }
            let columns = scalar.columns
            // A mark with nothing to stand on gets the circle that Unicode has for it.
            var glyph =
                columns > 0
                ? Glyph(scalar: scalar, columns: columns) : Glyph(scalar: "\u{25CC}", columns: 1, marks: [scalar])
            takeMarks(of: &glyph)
            return glyph
        }
        return nil
    }

    private mutating func takeMarks(of glyph: inout Glyph) {
        while let mark = scalars.first, mark.value >= 0x300, !mark.isEscaped {
            let isSkinTone = mark.properties.isEmojiModifier && glyph.scalar.properties.isEmojiModifierBase
            if !isSkinTone, !mark.isInvisible {
                guard mark.columns == 0 else { return }
                if glyph.marks.count < Glyph.mostMarks { glyph.marks.append(mark) }
            }
            scalars.removeFirst()
        }
    }
}

extension Unicode.Scalar {
    /// Joiners, variation selectors and tags: they only choose among looks.
    fileprivate var isInvisible: Bool {
        switch value {
        case 0x200C, 0x200D, 0xFE00...0xFE0F, 0xE0020...0xE007F, 0xE0100...0xE01EF: true
        default: false
        }
    }

    /// The width in a terminal as the C library has it: 0 for marks and for the vowels of a Hangul syllable, 2 for East Asian wide characters
    /// and emoji, else 1.
    var columns: Int {
        if value < 0x300 { return 1 }
        switch value {
        case 0x1160...0x11FF, 0xD7B0...0xD7FB: return 0
        case 0x1100...0x115F, 0x2E80...0x3029, 0x302E...0x303E, 0x3041...0x3096, 0x309B...0x321E, 0x3220...0x4DBF,
            0x4E00...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B,
            0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265,
            0x20000...0x3FFFD:
            return 2
        // Flags are two letters of a column each.
        case 0x1F1E6...0x1F1FF: return 1
        case 0x2500...0x25FC, 0x2800...0x28FF: return 1
        default: break
        }
        if value >= 0x2300, properties.isEmojiPresentation { return 2 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return 1
        }
    }
}
