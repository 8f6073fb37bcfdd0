import Raster

/// Means of pixels of a cell in linear light.
struct ColorMean {
    private let linear = SRGB.linear

    /// The mean of the dots in `mask` of cell (x, y); nil for an empty mask.
    func color(of plane: PixelPlane, _ x: Int, _ y: Int, _ glyphs: DotGlyphs, mask: Int) -> Color? {
        var red: Float = 0, green: Float = 0, blue: Float = 0, count: Float = 0
        var bit = 0
        for row in y * glyphs.rows..<(y + 1) * glyphs.rows {
            for column in x * glyphs.columns..<(x + 1) * glyphs.columns {
                defer { bit += 1 }
                guard mask >> bit & 1 == 1 else { continue }
                let color = plane[column, row]
                red += linear[Int(color.red)]
                green += linear[Int(color.green)]
                blue += linear[Int(color.blue)]
                count += 1
            }
        }
        guard count > 0 else { return nil }
        return Color(
            SRGB.byte(ofLinear: red / count), SRGB.byte(ofLinear: green / count), SRGB.byte(ofLinear: blue / count))
    }
}
