extension Mosaic {
    /// Two pixels for each cell, one above the other.
    ///
    /// A cell with two equal pixels becomes a space: terminals erase runs of spaces with one short command, and the glyph's seam in some
    /// fonts disappears.
    func drawHalves(_ plane: PixelPlane, into grid: inout CellGrid) {
        let search = PaletteSearch(mode: mode)
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                let top = search.nearest(plane[x, 2 * y]), bottom = search.nearest(plane[x, 2 * y + 1])
                grid[x, y] =
                    top == bottom
                    ? Cell(" ", foreground: top, background: top)
                    : Cell("▄", foreground: bottom, background: top)
            }
        }
    }

    /// Lit and unlit dots with one foreground colour for each cell.
    func drawDots(_ plane: PixelPlane, _ glyphs: DotGlyphs, into grid: inout CellGrid) {
        let mean = ColorMean(), lit = plane.lit(dithering), search = PaletteSearch(mode: mode)
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                var mask = 0
                for row in 0..<glyphs.rows {
                    for column in 0..<glyphs.columns {
                        let index = (y * glyphs.rows + row) * plane.width + x * glyphs.columns + column
                        if lit[index] { mask |= glyphs.bit(column: column, row: row) }
                    }
                }
                let color = mode == .none ? nil : mean.color(of: plane, x, y, glyphs, mask: mask)
                grid[x, y] = Cell(
                    glyphs.scalar(mask), foreground: color.map(search.nearest) ?? ink, background: background)
            }
        }
    }
}
