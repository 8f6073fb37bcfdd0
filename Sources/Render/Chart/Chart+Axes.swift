extension Chart {
    /// Draws the axes to the left of and below `plot`, with labels, and a guide line at every tick.
    func drawAxes(
        into grid: inout CellGrid, plot: Rect, y scale: ChartScale, tickLimit: Int,
        x: (first: Double, last: Double)
    ) {
        let line = TextStyle(axis), text = TextStyle(label), left = plot.x - 1
        for row in plot.y..<plot.bottom { grid.put("│", x: left, y: row, line) }
        for (value, label) in scale.ticks(limit: tickLimit) {
            guard let position = scale.position(value), (0...1).contains(position) else { continue }
            let row = plot.y + Int(((1 - position) * Double(plot.height - 1)).rounded())
            grid.put(label, endingAt: left, y: row, text)
            grid.put("┤", x: left, y: row, line)
            guard let guide else { continue }
            for column in plot.x..<plot.right { grid.put("┈", x: column, y: row, TextStyle(guide)) }
        }

        grid.put("└" + String(repeating: "─", count: plot.width), x: left, y: plot.bottom, line)
        var free = left
        for (position, label) in xTicks(x, limit: max(2, plot.width / 9)) where (0...1).contains(position) {
            let column = plot.x + Int((position * Double(plot.width - 1)).rounded())
            grid.put("┬", x: column, y: plot.bottom, line)
            let start = min(max(column - label.count / 2, plot.x), plot.right + 2 - label.count)
            guard start >= free else { continue }
            grid.put(label, x: start, y: plot.bottom + 1, text)
            free = start + label.count + 1
        }
    }
    /// The positions of the ticks of the x axis, 0...1, and their labels.
    private func xTicks(_ x: (first: Double, last: Double), limit: Int) -> [(position: Double, label: String)] {
        let last = max(x.last, x.first + 1), offset: Double
        switch xAxis {
        case .number:
            let scale = ChartScale(low: x.first, high: last, isLogarithmic: false)
            return scale.ticks(limit: limit).compactMap { tick in
                scale.position(tick.value).map { ($0, Numbers.compact(tick.value)) }
            }
        case .duration: offset = 0
        case .clock(let seconds): offset = seconds
        }
        return TimeTicks.values(low: x.first, high: last, limit: limit, offset: offset).map { value in
            let label =
                xAxis == .duration
                ? TimeTicks.duration(value) : TimeTicks.clock(value, offset: offset, span: last - x.first)
            return ((value - x.first) / (last - x.first), label)
        }
    }
}
