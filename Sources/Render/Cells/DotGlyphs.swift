/// Glyphs that divide a cell into dots, each on or off.
package enum DotGlyphs: Sendable, Hashable {
    /// 1x2, in every font.
    case halves
    /// 2x2.
    case quadrants
    /// 2x3, Unicode 13.
    case sextants
    /// 2x4.
    case braille

    package var columns: Int { self == .halves ? 1 : 2 }

    package var rows: Int {
        switch self {
        case .halves, .quadrants: 2
        case .sextants: 3
        case .braille: 4
        }
    }

    /// The bit of a mask for the dot at (column, row) of the cell.
    package func bit(column: Int, row: Int) -> Int { 1 << (row * columns + column) }

    /// The glyph with the dots of `mask`.
    package func scalar(_ mask: Int) -> Unicode.Scalar {
        switch self {
        case .halves: Self.halfGlyphs[mask & 3]
        case .quadrants: Self.quadrantGlyphs[mask & 15]
        case .sextants: Self.sextantGlyphs[mask & 63]
        case .braille: Self.brailleGlyphs[mask & 255]
        }
    }

    private static let halfGlyphs: [Unicode.Scalar] = [" ", "▀", "▄", "█"]

    private static let quadrantGlyphs: [Unicode.Scalar] =
        [" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"]

    /// The Unicode block of sextants omits the four patterns that already had a glyph.
    private static let sextantGlyphs: [Unicode.Scalar] = (0..<64).map { mask in
        switch mask {
        case 0: " "
        case 21: "▌"
        case 42: "▐"
        case 63: "█"
        default: Unicode.Scalar(UInt32(0x1FB00 + mask - 1 - (mask > 21 ? 1 : 0) - (mask > 42 ? 1 : 0))) ?? "?"
        }
    }

    /// Braille bits number the left column of three, the right column of three, then the bottom row.
    private static let brailleGlyphs: [Unicode.Scalar] = (0..<256).map { mask in
        let order = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
        let code = order.indices.reduce(0) { $0 | (mask >> $1 & 1 == 1 ? order[$1] : 0) }
        return code == 0 ? " " : Unicode.Scalar(UInt32(0x2800 + code)) ?? "?"
    }
}
