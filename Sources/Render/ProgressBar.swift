/// A bar of tiles that fill up from the left.
public struct ProgressBar: Sendable {
    /// 0...1; outside is taken as the nearer end.
    public var fraction: Double
    /// Colour of the first and of the last tile; those between are mixed.
    public var start, end: Color
    public var empty: Color

    public init(fraction: Double, start: Color, end: Color, empty: Color) {
        (self.fraction, self.start, self.end, self.empty) = (fraction, start, end, empty)
    }

    /// Draws into one row. A tile is full when all of it is done, so only a finished bar is full.
    public func draw(into grid: inout CellGrid, x: Int, y: Int, width: Int) {
        guard width > 0 else { return }
        let full = min(max(fraction.isFinite ? Int(fraction * Double(width) + 1e-9) : 0, 0), width)
        for i in 0..<width {
            let color = start.mixed(with: end, width > 1 ? Double(i) / Double(width - 1) : 0)
            grid.put(i < full ? "■" : "□", x: x + i, y: y, TextStyle(i < full ? color : empty))
        }
    }
}
