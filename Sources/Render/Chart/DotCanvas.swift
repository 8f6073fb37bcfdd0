/// Dots of several curves and of the ranges behind them, before they become cells.
struct DotCanvas {
    let width, height: Int
    let marker: Chart.Marker
    private let seriesCount: Int
    /// For each cell and series the dots that are set.
    private var lines: [UInt8]
    private var ranges: [UInt8]

    init(width: Int, height: Int, marker: Chart.Marker, seriesCount: Int) {
        (self.width, self.height, self.marker, self.seriesCount) = (width, height, marker, seriesCount)
        lines = Array(repeating: 0, count: width * height * seriesCount)
        ranges = lines
    }

    private var glyphs: DotGlyphs? {
        switch marker {
        case .braille: .braille
        case .block: .quadrants
        case .ascii: nil
        }
    }

    var dotColumns: Int { width * (glyphs?.columns ?? 1) }
    var dotRows: Int { height * (glyphs?.rows ?? 1) }

    enum Layer { case line, range }

    /// Sets the dot at (column, row), rows counted from the top; outside is left out.
    mutating func set(column: Int, row: Int, series: Int, _ layer: Layer) {
        guard (0..<dotColumns).contains(column), (0..<dotRows).contains(row) else { return }
        let across = glyphs?.columns ?? 1, down = glyphs?.rows ?? 1
        let i = ((row / down) * width + column / across) * seriesCount + series
        let bit = UInt8(glyphs?.bit(column: column % across, row: row % down) ?? 1)
        switch layer {
        case .line: lines[i] |= bit
        // Every second dot only, as on a chessboard: a veil, and told from a curve without any colour.
        case .range: if marker != .braille || (column + row) & 1 == 0 { ranges[i] |= bit }
        }
    }

    /// What stands in the cell, and which series gives it its colour; nil for an empty cell.
    ///
    /// A cell that a curve passes shows curves only, so that they stand clear of the ranges. Where two share a cell the
    /// one with more dots in it gives the colour, on a tie the first.
    func cell(x: Int, y: Int) -> (scalar: Unicode.Scalar?, series: Int, layer: Layer)? {
        let start = (y * width + x) * seriesCount
        for (masks, layer) in [(lines, Layer.line), (ranges, .range)] {
            var union: UInt8 = 0, best = 0
            for s in 0..<seriesCount {
                union |= masks[start + s]
                if masks[start + s].nonzeroBitCount > masks[start + best].nonzeroBitCount { best = s }
            }
            guard union != 0 else { continue }
            switch (marker, layer) {
            case (.block, .range): return ("░", best, layer)
            case (.ascii, .range): return (".", best, layer)
            case (.ascii, .line): return (nil, best, layer)
            default: return (glyphs?.scalar(Int(union)), best, layer)
            }
        }
        return nil
    }
}
