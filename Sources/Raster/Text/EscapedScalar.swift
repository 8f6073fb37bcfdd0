extension Unicode.Scalar {
    /// Whether the scalar is shown as an escape such as `\x1b` or `\u202e`, on the screen and in every printed line.
    ///
    /// These are bytes of names that are not UTF-8 (`PathText`), control characters of C0 and C1, line and paragraph separators, and invisible characters that change the order or
    /// the look of others. Joiners stay, as scripts and emoji need them, and so do the signs of Arabic numbers, which are visible.
    package var isEscaped: Bool {
        switch value {
        case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x2FF: return false
        case 0x00...0x1F, 0x7F...0x9F, 0x10_FF80...0x10_FFFF: return true
        case 0x200C, 0x200D, 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD, 0xE0020...0xE007F:
            return false
        default:
            switch properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: return true
            default: return false
            }
        }
    }

    /// The escape of the scalar, in ASCII: `\x1b` of one byte, else `\u202e` or `\U000e0001`.
    package var escape: String {
        let value = value >= 0x10_FF80 ? value & 0xFF : value
        let digits = String(value, radix: 16),
            (mark, width) = value < 0x100 ? ("x", 2) : value < 0x10000 ? ("u", 4) : ("U", 8)
        return "\\" + mark + String(repeating: "0", count: width - digits.count) + digits
    }
}

extension StringProtocol {
    /// The text with an escape in the place of each escaped scalar but those of `kept`.
    package func escaped(keeping kept: String.UnicodeScalarView = String.UnicodeScalarView()) -> String {
        guard unicodeScalars.contains(where: \.isEscaped) else { return String(self) }
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar.isEscaped, !kept.contains(scalar) {
                result.append(contentsOf: scalar.escape.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
