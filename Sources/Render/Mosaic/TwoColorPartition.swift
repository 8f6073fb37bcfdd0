/// The partition of a cell's dots into two colours with the least squared error, by exhaustive search.
struct TwoColorPartition {
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

    /// - Parameter dots: dots in a cell, 2...8.
    init(dots: Int, mode: ColorMode) {
        precondition((2...8).contains(dots), "a cell of \(dots) dots")
        self.dots = Array(repeating: .black, count: dots)
        search = PaletteSearch(mode: mode)
    }

    subscript(dot: Int) -> Color {
        get { dots[dot] }
        set { dots[dot] = newValue }
    }

    /// The dots of the front colour, and both colours; mask 0 where one colour is as good.
    ///
    /// The last dot is always behind, since exchanging the colours changes nothing. The others follow a Gray code, so that each step
    /// moves one dot.
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

    /// The best colour for dots with this sum, and their squared error without the sum of their squares, which is constant.
    private func fit(_ sum: Sum) -> (cost: Int, color: Color) {
        let half = sum.count / 2
        let color = search.nearest(
            (sum.red + half) / sum.count, (sum.green + half) / sum.count, (sum.blue + half) / sum.count)
        let (r, g, b) = (Int(color.red), Int(color.green), Int(color.blue))
        return (sum.count * (r * r + g * g + b * b) - 2 * (r * sum.red + g * sum.green + b * sum.blue), color)
    }
}
