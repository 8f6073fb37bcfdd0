import Raster

/// The threshold matrix of ordered dithering (Bayer 1973).
enum BayerMatrix {
    /// The 8x8 matrix by rows, a permutation of 0...63.
    static let values: [Int] = (0..<64).map { position in
        let x = position % 8, y = position / 8, mixed = x ^ y
        return (mixed & 1) << 5 | (y & 1) << 4 | (mixed >> 1 & 1) << 3 | (y >> 1 & 1) << 2 | (mixed >> 2 & 1) << 1
            | (y >> 2 & 1)
    }

    /// A threshold in -0.5..<0.5, distinct for all pixels of an 8x8 block.
    static func offset(_ x: Int, _ y: Int) -> Float {
        (Float(values[(y & 7) * 8 + (x & 7)]) + 0.5) / 64 - 0.5
    }
}

extension PixelPlane {
    /// The image in the colours of `mode`; unchanged without dithering.
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
                let moved = Int(BayerMatrix.offset(x, y) * Self.amplitude(color, mode))
                plane.colors[y * width + x] = search.nearest(color.shifted(by: moved))
            }
        }
        return plane
    }

    /// About the distance of neighbouring palette colours, which is smaller for greys.
    private static func amplitude(_ color: Color, _ mode: ColorMode) -> Float {
        if mode == .palette16 { return 120 }
        let range = max(color.red, color.green, color.blue) - min(color.red, color.green, color.blue)
        return range < 8 ? 8 : 20
    }
}

extension Color {
    /// Every channel plus `amount`, clipped to 0...255.
    func shifted(by amount: Int) -> Color {
        func move(_ value: UInt8) -> UInt8 { UInt8(min(max(Int(value) + amount, 0), 255)) }
        return Color(move(red), move(green), move(blue))
    }

    /// Perceived brightness, 0...1: the luminance, sRGB-encoded.
    var brightness: Float {
        let linear = SRGB.linear
        let light = 0.2126 * linear[Int(red)] + 0.7152 * linear[Int(green)] + 0.0722 * linear[Int(blue)]
        return Float(SRGB.byte(ofLinear: light)) / 255
    }
}
