import Raster

extension Mosaic {
    /// Four or six pixels a cell in two colours: the pixels are parted along the channel that varies most, at the
    /// middle of its range, and each part takes the mean colour of its pixels.
    func drawPatterns(_ plane: PixelPlane, _ glyphs: DotGlyphs, into grid: inout CellGrid) {
        let mean = ColorMean()
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                let mask = plane.brighterPart(x, y, glyphs)
                let back = mode.nearest(mean.color(of: plane, x, y, glyphs, mask: ~mask) ?? background)
                let front = mode.nearest(mean.color(of: plane, x, y, glyphs, mask: mask) ?? back)
                grid[x, y] = front == back ? Cell(" ", foreground: back, background: back)
                    : Cell(glyphs.scalar(mask), foreground: front, background: back)
            }
        }
    }
}

extension PixelPlane {
    /// The dots of cell (x, y) above the middle of the channel with the widest range; 0 when all are alike.
    func brighterPart(_ x: Int, _ y: Int, _ glyphs: DotGlyphs) -> Int {
        var low = Color.white, high = Color.black
        for row in y * glyphs.rows..<(y + 1) * glyphs.rows {
            for column in x * glyphs.columns..<(x + 1) * glyphs.columns {
                let color = self[column, row]
                low = Color(min(low.red, color.red), min(low.green, color.green), min(low.blue, color.blue))
                high = Color(max(high.red, color.red), max(high.green, color.green), max(high.blue, color.blue))
            }
        }
        let red = high.red - low.red, green = high.green - low.green, blue = high.blue - low.blue
        let widest = max(red, green, blue)
        guard widest > 0 else { return 0 }
        var mask = 0
        for row in 0..<glyphs.rows {
            for column in 0..<glyphs.columns {
                let color = self[x * glyphs.columns + column, y * glyphs.rows + row]
                let above = if green == widest {
                    color.green - low.green
                } else if red == widest {
                    color.red - low.red
                } else {
                    color.blue - low.blue
                }
                if above > widest / 2 { mask |= glyphs.bit(column: column, row: row) }
            }
        }
        return mask
    }
}

/// Means of some pixels of a cell, in linear light; holds the table, so that it is looked up once for a picture.
struct ColorMean {
    private let linear = SRGB.linear

    /// The mean of the dots of cell (x, y) whose bit is set in `mask`; nil when none is.
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
        return Color(SRGB.byte(ofLinear: red / count), SRGB.byte(ofLinear: green / count), SRGB.byte(ofLinear: blue / count))
    }
}
