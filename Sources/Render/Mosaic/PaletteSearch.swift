/// The nearest palette colour by squared distance of sRGB bytes with equal weights, for images. (`Palette` weights channels, for text.)
struct PaletteSearch {
    let mode: ColorMode

    /// - Complexity: O(1).
    func nearest(_ red: Int, _ green: Int, _ blue: Int) -> Color {
        switch mode {
        case .truecolor, .none: Color(UInt8(red), UInt8(green), UInt8(blue))
        case .palette256: Self.nearest256(red, green, blue)
        case .palette16: Self.nearest16(red, green, blue)
        }
    }

    func nearest(_ color: Color) -> Color { nearest(Int(color.red), Int(color.green), Int(color.blue)) }

    /// In the cube the nearest colour has the nearest level on each axis; the nearest grey is the nearest to the mean.
    private static func nearest256(_ red: Int, _ green: Int, _ blue: Int) -> Color {
        let r = level(red), g = level(green), b = level(blue)
        let grey = 8 + 10 * min(max(((red + green + blue) / 3 - 3) / 10, 0), 23)
        let cubeDistance = square(red - r) + square(green - g) + square(blue - b)
        let greyDistance = square(red - grey) + square(green - grey) + square(blue - grey)
        return greyDistance < cubeDistance
            ? Color(UInt8(grey), UInt8(grey), UInt8(grey))
            : Color(UInt8(r), UInt8(g), UInt8(b))
    }

    /// The nearest of 0, 95, 135, 175, 215, 255.
    private static func level(_ value: Int) -> Int { value < 48 ? 0 : value < 115 ? 95 : 55 + (value - 35) / 40 * 40 }

    private static func nearest16(_ red: Int, _ green: Int, _ blue: Int) -> Color {
        var best = Palette.colors16[0], least = Int.max
        for color in Palette.colors16 {
            let distance =
                square(red - Int(color.red)) + square(green - Int(color.green)) + square(blue - Int(color.blue))
            if distance < least { (best, least) = (color, distance) }
        }
        return best
    }

    private static func square(_ value: Int) -> Int { value * value }
}
