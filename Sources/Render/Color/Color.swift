import Raster

/// An sRGB colour, 8 bits a channel.
public struct Color: Sendable, Hashable {
    public var red, green, blue: UInt8

    public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// `0xRRGGBB`; bits above 24 are ignored.
    public init(hex: UInt32) {
        self.init(UInt8(hex >> 16 & 255), UInt8(hex >> 8 & 255), UInt8(hex & 255))
    }

    /// Reads `#rrggbb`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let digits = text.dropFirst()
        guard text.utf8.count == 7, text.first == "#", digits.allSatisfy(\.isHexDigit),
              let hex = UInt32(digits, radix: 16) else { return nil }
        self.init(hex: hex)
    }

    /// `0xRRGGBB`.
    public var hex: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

    public static let black = Color(0, 0, 0)
    public static let white = Color(255, 255, 255)

    /// This colour moved towards `other`: 0 is this one, 1 the other. Mixed in sRGB, as designers mix.
    public func mixed(with other: Color, _ share: Double) -> Color {
        func between(_ a: UInt8, _ b: UInt8) -> UInt8 {
            UInt8((Double(a) + (Double(b) - Double(a)) * min(max(share, 0), 1)).rounded())
        }
        return Color(between(red, other.red), between(green, other.green), between(blue, other.blue))
    }

    /// Relative luminance, 0 black to 1 white (WCAG 2.2).
    public var luminance: Double {
        let linear = SRGB.linear
        return 0.2126 * Double(linear[Int(red)]) + 0.7152 * Double(linear[Int(green)])
            + 0.0722 * Double(linear[Int(blue)])
    }

    /// Contrast ratio with `other`, 1 to 21 (WCAG 2.2); text wants 4.5.
    public func contrast(with other: Color) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// Squared distance in sRGB, each channel weighted by how well the eye sees it.
    func distance(to other: Color) -> Int {
        let r = Int(red) - Int(other.red), g = Int(green) - Int(other.green), b = Int(blue) - Int(other.blue)
        return 3 * r * r + 6 * g * g + 2 * b * b
    }
}
