extension Chart {
    /// Something that happened at an x: a line through the plot, and a sign on the axis.
    public struct Mark: Sendable, Equatable {
        public var x: Double
        /// Of the sign, and of the line.
        public var color, faint: Color

        public init(x: Double, color: Color, faint: Color) { (self.x, self.color, self.faint) = (x, color, faint) }
    }

    /// Draws the marks between `first` and `last`, before the curves; in a column that has several, the last one shows.
    func drawMarks(into grid: inout CellGrid, plot: Rect, x: (first: Double, last: Double)) {
        for mark in marks where (x.first...max(x.first, x.last)).contains(mark.x) {
            let place = x.last > x.first ? (mark.x - x.first) / (x.last - x.first) : 0
            // As the curves do it, so that a mark stands where they bend.
            let dots = plot.width * dotsAcross
            let column = plot.x + Int((place * Double(dots - 1)).rounded()) / dotsAcross
            for row in plot.y..<plot.bottom { grid.put("┊", x: column, y: row, TextStyle(mark.faint)) }
            grid.put("◆", x: column, y: plot.bottom, TextStyle(mark.color))
        }
    }
}
