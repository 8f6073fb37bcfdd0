extension PixelPlane {
    /// Floyd and Steinberg's error diffusion (1976): what `choose` leaves of a pixel goes to those that follow, every
    /// second row from the right, so that errors do not run one way.
    func diffused(_ choose: (_ red: Int, _ green: Int, _ blue: Int) -> Color) -> PixelPlane {
        var plane = self
        // What two rows carry, in sixteenths, one place wider at each end.
        var carried = [(red: Int, green: Int, blue: Int)](repeating: (0, 0, 0), count: 2 * (width + 2))
        for y in 0..<height {
            let leftwards = y % 2 == 1, step = leftwards ? -1 : 1
            let here = y % 2 * (width + 2) + 1, next = (1 - y % 2) * (width + 2) + 1
            for i in next - 1...next + width { carried[i] = (0, 0, 0) }
            for i in 0..<width {
                let x = leftwards ? width - 1 - i : i, color = self[x, y], came = carried[here + x]
                // Held where colours are: an error that no colour can make good would only smear.
                func held(_ value: UInt8, _ more: Int) -> Int { min(max(Int(value) + more / 16, 0), 255) }
                let red = held(color.red, came.red), green = held(color.green, came.green)
                let blue = held(color.blue, came.blue)
                let found = choose(red, green, blue)
                plane.colors[y * width + x] = found
                func give(_ place: Int, _ share: Int) {
                    carried[place].red += share * (red - Int(found.red))
                    carried[place].green += share * (green - Int(found.green))
                    carried[place].blue += share * (blue - Int(found.blue))
                }
                give(here + x + step, 7)
                give(next + x - step, 3)
                give(next + x, 5)
                give(next + x + step, 1)
            }
        }
        return plane
    }

    /// Which pixels are lit where there is one colour of ink, row after row: the brighter, the more of them.
    func lit(_ dithering: Dithering) -> [Bool] {
        switch dithering.resolved(for: .none) {
        case .none, .automatic: return colors.map { $0.brightness > 0.5 }
        case .ordered:
            let thresholds = (0..<64).map { 0.5 + Dither.offset($0 % 8, $0 / 8) }
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
