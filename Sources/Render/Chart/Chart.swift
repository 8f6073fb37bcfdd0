/// Curves over a whole history in a rectangle of cells, with axes.
///
/// Two samples to a column of cells (one in ASCII); behind each curve the range of the values it stands for.
public struct Chart: Sendable {
    /// What the dots are drawn with.
    public enum Marker: String, Sendable, CaseIterable {
        case braille, block, ascii
    }

    public var series: [ChartSeries]
    public var isLogarithmic: Bool
    public var marker: Marker
    /// Lines of the axes, their labels, and the guides across the plot; nil leaves the guides out.
    public var axis: Color, label: Color, guide: Color?
    /// Where the x axis begins, unless a point stands further left; nil begins it at the first point.
    public var firstX: Double?
    /// What happened on the way.
    public var marks: [Mark] = []
    /// The part of the x axis that is shown; nil shows all of it.
    public var window: ClosedRange<Double>?
    /// Where a reader stands: a line through the plot in `cursorColor`.
    public var cursor: Double?
    public var cursorColor: Color?

    public init(series: [ChartSeries], isLogarithmic: Bool = false, marker: Marker = .braille, axis: Color,
                label: Color, guide: Color?, firstX: Double? = nil) {
        (self.series, self.isLogarithmic, self.marker, self.firstX) = (series, isLogarithmic, marker, firstX)
        (self.axis, self.label, self.guide) = (axis, label, guide)
    }

    /// Rows that the x axis takes.
    private static let axisRows = 2

    /// The x axis as it is drawn; nil while there is no point.
    public var range: ClosedRange<Double>? {
        if let window { return window }
        let xs = series.flatMap { [$0.points.first?.x, $0.points.last?.x].compactMap(\.self) }
        guard let least = xs.min(), let last = xs.max() else { return nil }
        return min(firstX ?? least, least)...last
    }

    /// The x under a column of the grid, where `draw` puts the chart into `area`; nil beside the plot.
    public func x(atColumn column: Int, area: Rect) -> Double? {
        guard let range, let plot = plot(area), (plot.x..<plot.right).contains(column) else { return nil }
        let place = (Double(column - plot.x) + 0.5) / Double(plot.width)
        return range.lowerBound + place * (range.upperBound - range.lowerBound)
    }

    /// The columns of the grid that curves are drawn in, where `draw` puts the chart into `area`; nil where it draws none.
    public func columns(in area: Rect) -> Range<Int>? { plot(area).map { $0.x..<$0.right } }

    /// The cells that curves are drawn in, for a chart in `area`; nil where it has less than 12 columns or 4 rows.
    private func plot(_ area: Rect) -> Rect? {
        guard area.width >= 12, area.height >= 4, let range else { return nil }
        // The labels' width decides how many columns the plot has, and the columns decide the scale, which decides the
        // labels: the scale of a plot a few columns wider is near enough to measure the labels by.
        let height = area.height - Self.axisRows
        let rough = ChartScale(
            columns: series.map { $0.columns((area.width - 8) * dotsAcross, from: range.lowerBound, to: range.upperBound) },
            isLogarithmic: isLogarithmic, rows: height)
        let gutter = (rough.ticks(limit: max(2, height / 3)).map(\.label.count).max() ?? 0) + 1
        return Rect(x: area.x + gutter, y: area.y, width: area.width - gutter - 2, height: height)
    }

    /// Draws into `area`; nothing when it has less than 12 columns or 4 rows, or there is no point yet.
    /// - Complexity: O(points + cells).
    public func draw(into grid: inout CellGrid, area: Rect) {
        guard let plot = plot(area), let range else { return }
        let (first, last) = (range.lowerBound, range.upperBound), tickLimit = max(2, plot.height / 3)
        var canvas = DotCanvas(width: plot.width, height: plot.height, marker: marker, seriesCount: series.count)
        let columns = series.map { $0.columns(canvas.dotColumns, from: first, to: last) }
        let scale = ChartScale(columns: columns, isLogarithmic: isLogarithmic, rows: plot.height)

        drawAxes(into: &grid, plot: plot, y: scale, tickLimit: tickLimit, x: (first, last))
        drawMarks(into: &grid, plot: plot, x: (first, last))
        for (s, columns) in columns.enumerated() {
            drawRange(columns, s, scale, &canvas)
            drawLine(columns, s, scale, &canvas)
        }
        for y in 0..<plot.height {
            for x in 0..<plot.width {
                guard let (scalar, s, layer) = canvas.cell(x: x, y: y) else { continue }
                let color = layer == .line ? series[s].color : series[s].faint
                grid.put(String(scalar ?? series[s].letter), x: plot.x + x, y: plot.y + y, TextStyle(color))
            }
        }
        drawCursor(plot, range, into: &grid)
        drawLetters(columns, scale, plot, into: &grid)
    }

    /// Behind the curves: only cells without a dot take the line.
    private func drawCursor(_ plot: Rect, _ range: ClosedRange<Double>, into grid: inout CellGrid) {
        guard let cursor, let cursorColor, range.contains(cursor), range.upperBound > range.lowerBound else { return }
        let place = (cursor - range.lowerBound) / (range.upperBound - range.lowerBound)
        let column = plot.x + min(Int(place * Double(plot.width)), plot.width - 1)
        for row in plot.y..<plot.bottom where [" ", "┈", "┊"].contains(grid[column, row].scalar) {
            grid.put("│", x: column, y: row, TextStyle(cursorColor))
        }
        grid.put("▲", x: column, y: plot.bottom, TextStyle(cursorColor))
    }

    var dotsAcross: Int { marker == .ascii ? 1 : 2 }

    /// Each curve's letter beside its newest value, one below the other where they meet.
    private func drawLetters(_ columns: [[ChartSeries.Column]], _ scale: ChartScale, _ plot: Rect,
                             into grid: inout CellGrid) {
        var taken: Set<Int> = []
        for (s, columns) in columns.enumerated() {
            guard let newest = columns.last(where: { $0.count > 0 }), let place = scale.place(newest.line)
            else { continue }
            let row = min(max(Int(((1 - place) * Double(plot.height - 1)).rounded()), 0), plot.height - 1)
            let near = [row, row + 1, row - 1, row + 2, row - 2]
            guard let free = near.first(where: { !taken.contains($0) && (0..<plot.height).contains($0) })
            else { continue }
            taken.insert(free)
            grid.put(String(series[s].letter), x: plot.right + 1, y: plot.y + free,
                     TextStyle(series[s].color, on: nil, .bold))
        }
    }
}
