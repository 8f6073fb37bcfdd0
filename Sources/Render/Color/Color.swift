import Raster

/// An sRGB colour, 8 bits a channel.
package struct Color: Sendable, Hashable {
    package var red, green, blue: UInt8

    package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// `0xRRGGBB`; bits above 24 are ignored.
    package init(hex: UInt32) {
        self.init(UInt8(hex >> 16 & 255), UInt8(hex >> 8 & 255), UInt8(hex & 255))
    }

    /// Reads `#rrggbb`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let digits = text.dropFirst()
        guard text.utf8.count == 7, text.first == "#", digits.allSatisfy(\.isHexDigit),
            let hex = UInt32(digits, radix: 16)
        else { return nil }
        self.init(hex: hex)
    }

    /// `0xRRGGBB`.
    package var hex: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

    package static let black = Color(0, 0, 0)
    package static let white = Color(255, 255, 255)

    /// Linear interpolation to `other` in sRGB: 0 is this colour, 1 the other.
    package func mixed(with other: Color, _ fraction: Double) -> Color {
        func between(_ a: UInt8, _ b: UInt8) -> UInt8 {
            UInt8((Double(a) + (Double(b) - Double(a)) * min(max(fraction, 0), 1)).rounded())
        }
        return Color(between(red, other.red), between(green, other.green), between(blue, other.blue))
    }

    /// Relative luminance, 0 black to 1 white (WCAG 2.2).
    package var luminance: Double {
        let linear = SRGB.linear
        return 0.2126 * Double(linear[Int(red)]) + 0.7152 * Double(linear[Int(green)])
            + 0.0722 * Double(linear[Int(blue)])
    }

    /// Contrast ratio with `other`, 1 to 21 (WCAG 2.2); text needs 4.5.
    package func contrast(with other: Color) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// Squared distance in sRGB, weighted by the sensitivity of the eye to each channel.
    func distance(to other: Color) -> Int {
        let r = Int(red) - Int(other.red), g = Int(green) - Int(other.green), b = Int(blue) - Int(other.blue)
        return 3 * r * r + 6 * g * g + 2 * b * b
    }
}
