import Raster

/// Ordered dithering (Bayer 1973).
enum Dither {
    /// The 8x8 matrix, row after row: each of 0...63 once, neighbours far apart.
    static let bayer: [Int] = (0..<64).map { place in
        let x = place % 8, y = place / 8, mixed = x ^ y
        return (mixed & 1) << 5 | (y & 1) << 4 | (mixed >> 1 & 1) << 3 | (y >> 1 & 1) << 2 | (mixed >> 2 & 1) << 1
            | (y >> 2 & 1)
    }

    /// -0.5 ..< 0.5, different for all places of an 8x8 block.
    static func offset(_ x: Int, _ y: Int) -> Float {
        (Float(bayer[(y & 7) * 8 + (x & 7)]) + 0.5) / 64 - 0.5
    }
}

extension PixelPlane {
    /// The same picture in colours that `mode` can show, mixed as `dithering` says; unchanged where it says nothing.
    func dithered(_ dithering: Dithering, for mode: ColorMode) -> PixelPlane {
        switch dithering.resolved(for: mode) {
        case .automatic, .none: return self
        case .ordered: return orderedDither(for: mode)
        case .diffusion:
            let search = PaletteSearch(mode: mode)
            return diffused { search.nearest($0, $1, $2) }
        }
    }

    private func orderedDither(for mode: ColorMode) -> PixelPlane {
        let search = PaletteSearch(mode: mode)
        var plane = self
        for y in 0..<height {
            for x in 0..<width {
                let color = self[x, y]
                let moved = Int(Dither.offset(x, y) * Self.amplitude(color, mode))
                plane.colors[y * width + x] = search.nearest(color.shifted(by: moved))
            }
        }
        return plane
    }

    /// About the distance of neighbouring colours of the palette there; greys have neighbours closer by.
    private static func amplitude(_ color: Color, _ mode: ColorMode) -> Float {
        if mode == .palette16 { return 120 }
        let spread = max(color.red, color.green, color.blue) - min(color.red, color.green, color.blue)
        return spread < 8 ? 8 : 20
    }
}

extension Color {
    /// Every channel moved by `amount`, held within 0...255.
    func shifted(by amount: Int) -> Color {
        func move(_ value: UInt8) -> UInt8 { UInt8(min(max(Int(value) + amount, 0), 255)) }
        return Color(move(red), move(green), move(blue))
    }

    /// Perceived brightness, 0...1: luminance on the sRGB curve.
    var brightness: Float {
        let linear = SRGB.linear
        let light = 0.2126 * linear[Int(red)] + 0.7152 * linear[Int(green)] + 0.0722 * linear[Int(blue)]
        return Float(SRGB.byte(ofLinear: light)) / 255
    }
}
