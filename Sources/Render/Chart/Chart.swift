/// A line chart with axes in a rectangle of cells.
///
/// A column of cells has two dot columns (one in ASCII). Behind each curve is the range of its values.
package struct Chart: Sendable {
    /// The characters for dots.
    package enum Marker: String, Sendable, CaseIterable {
        case braille, block, ascii
    }

    /// What the x axis shows.
    package enum XAxis: Sendable, Equatable {
        case number
        /// Seconds.
        case duration
        /// Seconds since 1970 in UTC, shown with an offset in seconds.
        case clock(offset: Double)
    }

    package var series: [ChartSeries]
    package var scaling: ChartScaling
    package var xAxis = XAxis.number
    package var marker: Marker
    /// The colours of axis lines, labels and guide lines; nil for no guides.
    package var axis: Color, label: Color, guide: Color?
    /// The start of the x axis, unless there is a point further left; nil for the first point.
    package var firstX: Double?
    /// Events.
    package var marks: [Mark] = []
    /// The visible range of x; nil for all.
    package var window: ClosedRange<Double>?
    /// The x of a cursor, a line through the plot in `cursorColor`.
    package var cursor: Double?
    package var cursorColor: Color?

    package init(
        series: [ChartSeries], scaling: ChartScaling = .linear, marker: Marker = .braille, axis: Color,
        label: Color, guide: Color?, firstX: Double? = nil
    ) {
        (self.series, self.scaling, self.marker, self.firstX) = (series, scaling, marker, firstX)
        (self.axis, self.label, self.guide) = (axis, label, guide)
    }

    /// The height of the x axis.
    private static let axisRows = 2

    /// The range of the x axis; nil while there is no point.
    package var range: ClosedRange<Double>? {
        if let window { return window }
        let ranges = series.compactMap(\.range)
        guard let least = ranges.map(\.lowerBound).min(), let last = ranges.map(\.upperBound).max() else { return nil }
        return min(firstX ?? least, least)...last
    }

    /// The x at a column of the grid for a chart in `area`; nil outside the plot.
    package func x(atColumn column: Int, area: Rect) -> Double? {
        guard let range, let plot = plot(area), (plot.x..<plot.right).contains(column) else { return nil }
        let position = (Double(column - plot.x) + 0.5) / Double(plot.width)
        return range.lowerBound + position * (range.upperBound - range.lowerBound)
    }

    /// The columns of the plot for a chart in `area`; nil where nothing is drawn.
    package func columns(in area: Rect) -> Range<Int>? { plot(area).map { $0.x..<$0.right } }

    /// The cells of the plot for a chart in `area`; nil below 12 columns or 4 rows.
    private func plot(_ area: Rect) -> Rect? {
        guard area.width >= 12, area.height >= 4, let range else { return nil }
        // The plot's width depends on the labels, which depend on the scale, which depends on the width: the scale for an approximate
        // width is good enough to measure the labels.
        let height = area.height - Self.axisRows
        let rough = ChartScale(
            columns: series.flatMap { series in
                let count = (area.width - 8) * dotsAcross
                return [series.columns(count, from: range.lowerBound, to: range.upperBound)]
                    + series.otherColumns(count, from: range.lowerBound, to: range.upperBound)
            },
            isLogarithmic: isLogarithmic, rows: height)
        let gutter = (rough.ticks(limit: max(2, height / 3)).map(\.label.count).max() ?? 0) + 1
        return Rect(x: area.x + gutter, y: area.y, width: area.width - gutter - 2, height: height)
    }

    /// Whether the y axis is logarithmic; decided from some of the points of each series.
    /// - Complexity: O(series).
    package var isLogarithmic: Bool {
        guard scaling == .automatic else { return scaling == .logarithmic }
        return scaling.isLogarithmic(
            series.flatMap { series in
                stride(from: 0, to: series.points.count, by: max(series.points.count / 256, 1)).lazy
                    .filter { window?.contains(series.points[$0].x) ?? true }
                    .map { series.smoothed?[$0] ?? series.points[$0].mean }
            })
    }

    /// Draws into `area`; nothing below 12 columns or 4 rows, or without points.
    /// - Complexity: O(points + cells).
    package func draw(into grid: inout CellGrid, area: Rect) {
        guard let plot = plot(area), let range else { return }
        let (first, last) = (range.lowerBound, range.upperBound), tickLimit = max(2, plot.height / 3)
        var canvas = DotCanvas(width: plot.width, height: plot.height, marker: marker, seriesCount: series.count)
        let columns = series.map { $0.columns(canvas.dotColumns, from: first, to: last) }
        let others = series.map { $0.otherColumns(canvas.dotColumns, from: first, to: last) }
        let scale = ChartScale(
            columns: columns + others.flatMap(\.self), isLogarithmic: isLogarithmic, rows: plot.height)

        drawAxes(into: &grid, plot: plot, y: scale, tickLimit: tickLimit, x: (first, last))
        drawMarks(into: &grid, plot: plot, x: (first, last))
        for (s, columns) in columns.enumerated() {
            drawRange(columns, s, scale, &canvas)
            for other in others[s] { drawLine(other, s, scale, .other, &canvas) }
            drawLine(columns, s, scale, .line, &canvas)
        }
        for y in 0..<plot.height {
            for x in 0..<plot.width {
                guard let (scalar, s, layer) = canvas.cell(x: x, y: y) else { continue }
                let color = layer == .line ? series[s].color : series[s].faint(layer)
                grid.put(String(scalar ?? series[s].letter), x: plot.x + x, y: plot.y + y, TextStyle(color))
            }
        }
        for (s, columns) in columns.enumerated() {
            drawNotFinite(columns, series[s].color, plot, into: &grid)
            for other in others[s] { drawNotFinite(other, series[s].faint(.other), plot, into: &grid) }
            drawLeaving(columns, series[s].color, scale, plot, into: &grid)
        }
        drawCursor(plot, range, into: &grid)
        drawLetters(columns, scale, plot, into: &grid)
    }

    /// The cursor is behind the curves: only cells without dots get the line.
    private func drawCursor(_ plot: Rect, _ range: ClosedRange<Double>, into grid: inout CellGrid) {
        guard let cursor, let cursorColor, range.contains(cursor), range.upperBound > range.lowerBound else { return }
        let position = (cursor - range.lowerBound) / (range.upperBound - range.lowerBound)
        let column = plot.x + min(Int(position * Double(plot.width)), plot.width - 1)
        for row in plot.y..<plot.bottom where [" ", "┈", "┊"].contains(grid[column, row].scalar) {
            grid.put("│", x: column, y: row, TextStyle(cursorColor))
        }
        grid.put("▲", x: column, y: plot.bottom, TextStyle(cursorColor))
    }

    var dotsAcross: Int { marker == .ascii ? 1 : 2 }

    /// Draws each curve's letter at its newest value, moved up or down where letters would overlap.
    private func drawLetters(
        _ columns: [[ChartSeries.Column]], _ scale: ChartScale, _ plot: Rect,
        into grid: inout CellGrid
    ) {
        var occupied: Set<Int> = []
        for (s, columns) in columns.enumerated() {
            guard let newest = columns.last(where: { $0.count > 0 }), let position = scale.position(newest.line)
            else { continue }
            let row = min(max(Int(((1 - position) * Double(plot.height - 1)).rounded()), 0), plot.height - 1)
            let near = [row, row + 1, row - 1, row + 2, row - 2]
            guard let free = near.first(where: { !occupied.contains($0) && (0..<plot.height).contains($0) })
            else { continue }
            occupied.insert(free)
            grid.put(
                String(series[s].letter), x: plot.right + 1, y: plot.y + free,
                TextStyle(series[s].color, on: nil, .bold))
        }
    }
}
