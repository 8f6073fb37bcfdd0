extension Chart {
    /// An event at an x: a line through the plot and a symbol on the axis.
    package struct Mark: Sendable, Equatable {
        package var x: Double
        /// The colours of the symbol and of the line.
        package var color, faint: Color

        package init(x: Double, color: Color, faint: Color) { (self.x, self.color, self.faint) = (x, color, faint) }
    }

    /// Draws the marks between `first` and `last`, behind the curves; the last mark of a column is visible.
    func drawMarks(into grid: inout CellGrid, plot: Rect, x: (first: Double, last: Double)) {
        for mark in marks where (x.first...max(x.first, x.last)).contains(mark.x) {
            let position = x.last > x.first ? (mark.x - x.first) / (x.last - x.first) : 0
            // The same rounding as for curves, so that a mark is where a curve bends.
            let dots = plot.width * dotsAcross
            let column = plot.x + Int((position * Double(dots - 1)).rounded()) / dotsAcross
            for row in plot.y..<plot.bottom { grid.put("┊", x: column, y: row, TextStyle(mark.faint)) }
            grid.put("◆", x: column, y: plot.bottom, TextStyle(mark.color))
        }
    }

    /// Marks where a curve leaves the plot, at the edge that it is beyond.
    func drawLeaving(
        _ columns: [ChartSeries.Column], _ color: Color, _ scale: ChartScale, _ plot: Rect, into grid: inout CellGrid
    ) {
        for (c, column) in columns.enumerated() where column.count > 0 {
            guard let position = scale.position(column.line), !(-1e-9...1 + 1e-9).contains(position) else { continue }
            let row = position > 1 ? plot.y : plot.bottom - 1
            grid.put(position > 1 ? "▲" : "▼", x: plot.x + c / dotsAcross, y: row, TextStyle(color, on: nil, .bold))
        }
    }

    /// Marks values that are not finite: infinities at the edge that they are beyond, NaN at the bottom.
    func drawNotFinite(_ columns: [ChartSeries.Column], _ color: Color, _ plot: Rect, into grid: inout CellGrid) {
        let symbols: [(ChartSeries.NotFinite, String, Int)] = [
            (.infinity, "↑", plot.y), (.negativeInfinity, "↓", plot.bottom - 1), (.nan, "×", plot.bottom - 1),
        ]
        for (c, column) in columns.enumerated() where !column.notFinite.isEmpty {
            for (kind, symbol, row) in symbols where column.notFinite.contains(kind) {
                grid.put(symbol, x: plot.x + c / dotsAcross, y: row, TextStyle(color))
            }
        }
    }
}
