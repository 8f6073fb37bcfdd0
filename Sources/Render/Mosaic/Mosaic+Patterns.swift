import Raster

extension Mosaic {
    /// Four or six pixels a cell in two colours: of all ways to part them, the one whose colours come closest.
    func drawPatterns(_ plane: PixelPlane, _ glyphs: DotGlyphs, into grid: inout CellGrid) {
        var parting = Parting(dots: glyphs.columns * glyphs.rows, mode: mode)
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                for row in 0..<glyphs.rows {
                    for column in 0..<glyphs.columns {
                        parting[row * glyphs.columns + column] = plane[x * glyphs.columns + column, y * glyphs.rows + row]
                    }
                }
                let (mask, front, back) = parting.best()
                grid[x, y] = front == back ? Cell(" ", foreground: back, background: back)
                    : Cell(glyphs.scalar(mask), foreground: front, background: back)
            }
        }
    }
}

/// Parts the dots of a cell into two colours with the least squared error of bytes, by trying every way there is.
struct Parting {
    /// Channel sums of some dots.
    private struct Sum {
        var red = 0, green = 0, blue = 0, count = 0

        mutating func add(_ color: Color, _ sign: Int) {
            red += sign * Int(color.red)
            green += sign * Int(color.green)
            blue += sign * Int(color.blue)
            count += sign
        }
    }

    private let search: PaletteSearch
    private var dots: [Color]

    /// - Parameter dots: how many a cell has, 2...8.
    init(dots: Int, mode: ColorMode) {
        precondition((2...8).contains(dots), "a cell of \(dots) dots")
        self.dots = Array(repeating: .black, count: dots)
        search = PaletteSearch(mode: mode)
    }

    subscript(dot: Int) -> Color {
        get { dots[dot] }
        set { dots[dot] = newValue }
    }

    /// The dots of the front colour, and both colours; a mask of 0 where one colour does as well.
    ///
    /// The last dot stays behind, since exchanging the colours changes nothing, and the others go through a Gray code, so
    /// that each try moves one dot.
    /// - Complexity: O(2 to the number of dots - 1).
    func best() -> (mask: Int, front: Color, back: Color) {
        var front = Sum(), back = Sum()
        for dot in dots { back.add(dot, 1) }
        var (leastCost, color) = fit(back)
        var result = (mask: 0, front: color, back: color)
        guard dots.contains(where: { $0 != dots[0] }) else { return result }
        var mask = 0
        for step in 1..<1 << (dots.count - 1) {
            let moved = step.trailingZeroBitCount, sign = mask >> moved & 1 == 0 ? 1 : -1
            mask ^= 1 << moved
            front.add(dots[moved], sign)
            back.add(dots[moved], -sign)
            let inFront = fit(front), behind = fit(back)
            guard inFront.cost + behind.cost < leastCost else { continue }
            (leastCost, color) = (inFront.cost + behind.cost, behind.color)
            result = (mask, inFront.color, color)
        }
        return result
    }

    /// The colour for dots of this sum, and their squared error without the sum of their squares, which no parting changes.
    private func fit(_ sum: Sum) -> (cost: Int, color: Color) {
        let half = sum.count / 2
        let color = search.nearest((sum.red + half) / sum.count, (sum.green + half) / sum.count, (sum.blue + half) / sum.count)
        let (r, g, b) = (Int(color.red), Int(color.green), Int(color.blue))
        return (sum.count * (r * r + g * g + b * b) - 2 * (r * sum.red + g * sum.green + b * sum.blue), color)
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
