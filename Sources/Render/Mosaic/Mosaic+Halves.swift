extension Mosaic {
    /// Two pixels a cell, one above the other.
    ///
    /// A cell whose two pixels are alike becomes a space: terminals erase runs of spaces with one short command, and
    /// the glyph's seam, visible in some fonts, is gone.
    func drawHalves(_ plane: PixelPlane, into grid: inout CellGrid) {
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                let top = plane[x, 2 * y], bottom = plane[x, 2 * y + 1]
                grid[x, y] = top == bottom
                    ? Cell(" ", foreground: top, background: top)
                    : Cell("▄", foreground: bottom, background: top)
            }
        }
    }

    /// One colour of ink: a dot is lit when it is brighter than its place in the dither matrix.
    func drawThresholded(_ plane: PixelPlane, _ glyphs: DotGlyphs, into grid: inout CellGrid) {
        let mean = ColorMean(), thresholds = (0..<64).map { 0.5 + Dither.offset($0 % 8, $0 / 8) }
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                var mask = 0
                for row in 0..<glyphs.rows {
                    for column in 0..<glyphs.columns {
                        let px = x * glyphs.columns + column, py = y * glyphs.rows + row
                        guard plane[px, py].brightness > thresholds[(py & 7) * 8 + (px & 7)] else { continue }
                        mask |= glyphs.bit(column: column, row: row)
                    }
                }
                let lit = mode == .none ? nil : mean.color(of: plane, x, y, glyphs, mask: mask)
                grid[x, y] = Cell(glyphs.scalar(mask), foreground: lit.map(mode.nearest) ?? ink, background: background)
            }
        }
    }
}
