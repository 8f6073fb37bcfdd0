extension Chart {
    /// The dot row of a value, counted from the top, clipped to the plot. A tick's value is in the middle of its row of cells.
    private func row(_ value: Double, _ scale: ChartScale, _ canvas: DotCanvas) -> Int? {
        let dots = Double(canvas.dotRows / canvas.height)
        return scale.position(value).map { position in
            let row = (1 - min(max(position, -1), 2)) * Double(canvas.height - 1) * dots + (dots - 1) / 2
            return min(max(Int(row.rounded()), 0), canvas.dotRows - 1)
        }
    }

    func drawRange(_ columns: [ChartSeries.Column], _ series: Int, _ scale: ChartScale, _ canvas: inout DotCanvas) {
        for (c, column) in columns.enumerated() where column.count > 0 && column.high > column.low {
            // On a logarithmic axis, a range from zero or below starts at the bottom.
            guard let top = row(column.high, scale, canvas) else { continue }
            let bottom = row(column.low, scale, canvas) ?? canvas.dotRows - 1
            for r in top...max(bottom, top) { canvas.set(column: c, row: r, series: series, .range) }
        }
    }

    /// A line through the columns with points, straight across columns without; a gap where all values are not finite.
    func drawLine(
        _ columns: [ChartSeries.Column], _ series: Int, _ scale: ChartScale, _ layer: DotCanvas.Layer,
        _ canvas: inout DotCanvas
    ) {
        var previous: (column: Int, row: Int)?
        for (c, column) in columns.enumerated() {
            if column.isGap { previous = nil }
            guard column.count > 0 else { continue }
            guard let r = row(column.line, scale, canvas) else { previous = nil; continue }
            if let from = previous {
                connect(from, (c, r), series, layer, &canvas)
            } else {
                setDot(c, r, series, layer, &canvas)
            }
            previous = (c, r)
        }
    }

    /// Dots from `a` to `b`, to the right of `a`; in a steep line a column has several dots.
    private func connect(
        _ a: (column: Int, row: Int), _ b: (column: Int, row: Int), _ series: Int, _ layer: DotCanvas.Layer,
        _ canvas: inout DotCanvas
    ) {
        let run = b.column - a.column
        func height(_ c: Double) -> Double {
            Double(a.row) + Double(b.row - a.row) * (c - Double(a.column)) / Double(run)
        }
        for c in a.column...b.column {
            let left = height(max(Double(c) - 0.5, Double(a.column)))
            let right = height(min(Double(c) + 0.5, Double(b.column)))
            let top = Int(min(left, right).rounded()), bottom = Int(max(left, right).rounded())
            for r in top...bottom { setDot(c, r, series, layer, &canvas) }
        }
    }

    private func setDot(
        _ column: Int, _ row: Int, _ series: Int, _ layer: DotCanvas.Layer, _ canvas: inout DotCanvas
    ) {
        if self.series[series].isDashed, column % 6 >= 4 { return }
        canvas.set(column: column, row: row, series: series, layer)
    }
}
