// C channels of the images.

/// The columns of the weights (O, 16 C) that belong to some of the 4 C of a transformed tile, in ascending order without gaps between them.
struct WinogradColumns: Sendable {
    /// Neighbouring columns, and where they start.
    struct Segment {
        var columns: Range<Int>
        var start: Int
    }

    let segments: [Segment]

    init(of depths: Range<Int>, _ geometry: WinogradGeometry) {
        var ranges: [Range<Int>] = []
        geometry.forEachComponent(in: depths) { component, channels, _ in
            for tap in 0..<4 {
                let first = geometry.column(component, tap / 2, tap % 2)
                ranges.append(first + channels.lowerBound..<first + channels.upperBound)
            }
        }
        var segments: [Segment] = [], start = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = segments.last, last.columns.upperBound == range.lowerBound {
                segments[segments.count - 1].columns = last.columns.lowerBound..<range.upperBound
            } else {
                segments.append(Segment(columns: range, start: start))
            }
            start += range.count
        }
        self.segments = segments
    }

    /// Where `column` is among them.
    @inline(__always)
    func index(of column: Int) -> Int {
        for segment in segments where segment.columns.contains(column) {
            return segment.start + column - segment.columns.lowerBound
        }
        preconditionFailure("column \(column) is in no segment")
    }
}
