extension Mosaic {
    /// Four or six pixels for each cell in two colours, with the least squared error.
    func drawPatterns(_ plane: PixelPlane, _ glyphs: DotGlyphs, into grid: inout CellGrid) {
        var partition = TwoColorPartition(dots: glyphs.columns * glyphs.rows, mode: mode)
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                for row in 0..<glyphs.rows {
                    for column in 0..<glyphs.columns {
                        partition[row * glyphs.columns + column] =
                            plane[x * glyphs.columns + column, y * glyphs.rows + row]
                    }
                }
                let (mask, front, back) = partition.best()
                grid[x, y] =
                    front == back
                    ? Cell(" ", foreground: back, background: back)
                    : Cell(glyphs.scalar(mask), foreground: front, background: back)
            }
        }
    }
}
