/// The dots of several curves and of the ranges behind them.
struct DotCanvas {
    let width, height: Int
    let marker: Chart.Marker
    private let seriesCount: Int
    /// The dot mask of each cell and series.
    private var lines: [UInt8]
    private var others: [UInt8]
    private var ranges: [UInt8]

    init(width: Int, height: Int, marker: Chart.Marker, seriesCount: Int) {
        (self.width, self.height, self.marker, self.seriesCount) = (width, height, marker, seriesCount)
        lines = Array(repeating: 0, count: width * height * seriesCount)
        (others, ranges) = (lines, lines)
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

    enum Layer { case line, other, range }

    /// Sets the dot at (column, row), rows from the top; ignored outside the canvas.
    mutating func set(column: Int, row: Int, series: Int, _ layer: Layer) {
        guard (0..<dotColumns).contains(column), (0..<dotRows).contains(row) else { return }
        let across = glyphs?.columns ?? 1, down = glyphs?.rows ?? 1
        let i = ((row / down) * width + column / across) * seriesCount + series
        let bit = UInt8(glyphs?.bit(column: column % across, row: row % down) ?? 1)
        switch layer {
        case .line: lines[i] |= bit
        case .other: others[i] |= bit
        // Only every second dot, in a chequerboard, to distinguish a range from a curve without colour.
        case .range: if marker != .braille || (column + row) & 1 == 0 { ranges[i] |= bit }
        }
    }

    /// The character of a cell and the series of its colour; nil for an empty cell.
    ///
    /// A cell with curves shows no other runs of points, and a cell with either no ranges. Where two series share a cell, the one with more dots has the colour, on a tie the first.
    func cell(x: Int, y: Int) -> (scalar: Unicode.Scalar?, series: Int, layer: Layer)? {
        let start = (y * width + x) * seriesCount
        for (masks, layer) in [(lines, Layer.line), (others, .other), (ranges, .range)] {
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
            case (.ascii, .other): return (":", best, layer)
            default: return (glyphs?.scalar(Int(union)), best, layer)
            }
        }
        return nil
    }
}
