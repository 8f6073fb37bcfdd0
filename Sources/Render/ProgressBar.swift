/// A progress bar of tiles.
package struct ProgressBar: Sendable {
    /// 0...1; clipped.
    package var fraction: Double
    /// The colours of the first and last tile; the others are interpolated.
    package var start, end: Color
    package var empty: Color

    package init(fraction: Double, start: Color, end: Color, empty: Color) {
        (self.fraction, self.start, self.end, self.empty) = (fraction, start, end, empty)
    }

    /// Draws into one row. A tile is rounded down, so only a finished bar is full.
    package func draw(into grid: inout CellGrid, x: Int, y: Int, width: Int) {
        guard width > 0 else { return }
        let full = min(max(fraction.isFinite ? Int(fraction * Double(width) + 1e-9) : 0, 0), width)
        for i in 0..<width {
            let color = start.mixed(with: end, width > 1 ? Double(i) / Double(width - 1) : 0)
            grid.put(i < full ? "■" : "□", x: x + i, y: y, TextStyle(i < full ? color : empty))
        }
    }
}
