extension PixelPlane {
    /// Error diffusion (Floyd and Steinberg 1976), every second row from the right, which avoids directional patterns.
    /// - Parameter choose: the palette colour for a colour.
    func diffused(_ choose: (_ red: Int, _ green: Int, _ blue: Int) -> Color) -> PixelPlane {
        var plane = self
        // The errors of two rows in sixteenths, with a margin of one pixel at each end.
        var errors = [(red: Int, green: Int, blue: Int)](repeating: (0, 0, 0), count: 2 * (width + 2))
        for y in 0..<height {
            let leftwards = y % 2 == 1, step = leftwards ? -1 : 1
            let here = y % 2 * (width + 2) + 1, next = (1 - y % 2) * (width + 2) + 1
            for i in next - 1...next + width { errors[i] = (0, 0, 0) }
            for i in 0..<width {
                let x = leftwards ? width - 1 - i : i, color = self[x, y], error = errors[here + x]
                // Clipped, since an error outside the colour range can never be compensated.
                func corrected(_ value: UInt8, _ more: Int) -> Int { min(max(Int(value) + more / 16, 0), 255) }
                let red = corrected(color.red, error.red), green = corrected(color.green, error.green)
                let blue = corrected(color.blue, error.blue)
                let found = choose(red, green, blue)
                plane.colors[y * width + x] = found
                func diffuse(_ index: Int, _ weight: Int) {
                    errors[index].red += weight * (red - Int(found.red))
                    errors[index].green += weight * (green - Int(found.green))
                    errors[index].blue += weight * (blue - Int(found.blue))
                }
                diffuse(here + x + step, 7)
                diffuse(next + x - step, 3)
                diffuse(next + x, 5)
                diffuse(next + x + step, 1)
            }
        }
        return plane
    }

    /// The lit pixels for a single foreground colour, row by row.
    func lit(_ dithering: Dithering) -> [Bool] {
        switch dithering.resolved(for: .none) {
        case .none, .automatic: return colors.map { $0.brightness > 0.5 }
        case .ordered:
            let thresholds = (0..<64).map { 0.5 + BayerMatrix.offset($0 % 8, $0 / 8) }
            return colors.indices.map { i in
                colors[i].brightness > thresholds[(i / width & 7) * 8 + (i % width & 7)]
            }
        case .diffusion:
            var greys = self
            for i in colors.indices {
                let grey = UInt8(colors[i].brightness * 255)
                greys.colors[i] = Color(grey, grey, grey)
            }
            return greys.diffused { grey, _, _ in grey < 128 ? .black : .white }.colors.map { $0 == .white }
        }
    }
}
