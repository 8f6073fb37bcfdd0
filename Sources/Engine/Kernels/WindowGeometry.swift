// N batch, H height, W width, C channels of the pictures; O channels of the results; K = taps · C, the elements under a window.

/// Extents of a convolution, and the two ways between pictures and the columns that matrix products take (im2col and its
/// transpose; Chellapilla et al. 2006), always for a tile of places that a cache holds.
///
/// A place is one position of the window; places are numbered over all pictures, row by row. Under a window, one row of the kernel is
/// one run of neighbouring floats in a picture, so both ways move runs.
package struct WindowGeometry: Sendable {
    let window: Window
    let pictures: Int, height: Int, width: Int, channels: Int
    let rows: Int, columns: Int, results: Int

    package init(_ window: Window, pictures x: Shape, results y: Shape) {
        self.window = window
        (pictures, height, width, channels) = (x[0], x[1], x[2], x[3])
        (rows, columns, results) = (y[1], y[2], y[3])
    }

    var placesPerPicture: Int { rows * columns }
    var places: Int { pictures * placesPerPicture }
    /// Elements under a window.
    var depth: Int { window.taps * channels }
    /// Elements of a picture.
    var pictureCount: Int { height * width * channels }
    /// Floating point operations of each of the three products.
    package var operations: Int { 2 * places * depth * results }

    /// Rows of places whose windows reach into the rows `lines` of a picture.
    func rows(under lines: Range<Int>) -> Range<Int> {
        let before = lines.lowerBound + window.padding - window.height
        let first = before < 0 ? 0 : before / window.stride + 1
        let end = min(rows, (lines.upperBound - 1 + window.padding) / window.stride + 1)
        return min(first, end)..<end
    }

    /// True when the columns of a place are the picture's own elements: no copy is needed.
    var isPointwise: Bool { window.taps == 1 && window.stride == 1 && window.padding == 0 }

    /// Calls `body` for each run: element in the columns, element in the picture or -1 outside of its rows `lines`, length.
    @inline(__always)
    private func forEachRun(of place: Int, in depths: Range<Int>, lines: Range<Int>, _ body: (_ column: Int, _ source: Int, _ count: Int) -> Void) {
        let picture = place / placesPerPicture, inPicture = place % placesPerPicture
        let top = inPicture / columns * window.stride - window.padding
        let left = (inPicture % columns * window.stride - window.padding) * channels
        let (run, line) = (window.width * channels, width * channels)
        for tapRow in 0..<window.height {
            let first = max(depths.lowerBound - tapRow * run, 0), last = min(depths.upperBound - tapRow * run, run)
            guard first < last else { continue }
            let target = tapRow * run - depths.lowerBound, row = top + tapRow
            guard lines.contains(row) else { body(target + first, -1, last - first); continue }
            let inside = min(max(first, -left), last)..<max(min(last, line - left), min(max(first, -left), last))
            if first < inside.lowerBound { body(target + first, -1, inside.lowerBound - first) }
            if !inside.isEmpty { body(target + inside.lowerBound, (picture * height + row) * line + left + inside.lowerBound, inside.count) }
            if inside.upperBound < last { body(target + inside.upperBound, -1, last - inside.upperBound) }
        }
    }

    /// Writes elements `depths` under the windows of `places`, one row of `columns` for each place.
    func gather(_ x: UnsafePointer<Float>, places: Range<Int>, depths: Range<Int>, into columns: UnsafeMutablePointer<Float>) {
        guard window.width * channels > Self.short else { return gatherShort(x, places: places, depths: depths, into: columns) }
        for place in places {
            let row = columns + (place - places.lowerBound) * depths.count
            forEachRun(of: place, in: depths, lines: 0..<height) { column, source, count in
                if source < 0 { (row + column).update(repeating: 0, count: count) } else { (row + column).update(from: x + source, count: count) }
            }
        }
    }

    /// The same for windows with few floats in a row, where finding out what lies outside of the picture would take longer than copying: it is
    /// asked at the picture's edges alone.
    private func gatherShort(_ x: UnsafePointer<Float>, places: Range<Int>, depths: Range<Int>, into columns: UnsafeMutablePointer<Float>) {
        let (run, line) = (window.width * channels, width * channels)
        let taps = depths.lowerBound / run..<(depths.upperBound + run - 1) / run
        let (innerRows, innerColumns) = (inside(window.height, of: height, rows), inside(window.width, of: width, self.columns))
        var (picture, placeRow, placeColumn) = (places.lowerBound / placesPerPicture, places.lowerBound % placesPerPicture / self.columns,
                                                places.lowerBound % self.columns)
        var target = columns
        for place in places {
            if innerRows.contains(placeRow), innerColumns.contains(placeColumn) {
                let top = picture * height + placeRow * window.stride - window.padding
                let corner = x + top * line + (placeColumn * window.stride - window.padding) * channels
                for tap in taps {
                    let first = max(depths.lowerBound - tap * run, 0), last = min(depths.upperBound - tap * run, run)
                    VectorRuns.copyShort(corner + tap * line + first, to: target + tap * run + first - depths.lowerBound, last - first)
                }
            } else {
                forEachRun(of: place, in: depths, lines: 0..<height) { column, source, count in
                    if source < 0 { VectorRuns.zeroShort(target + column, count) } else { VectorRuns.copyShort(x + source, to: target + column, count) }
                }
            }
            target += depths.count
            placeColumn += 1
            guard placeColumn == self.columns else { continue }
            (placeRow, placeColumn) = (placeRow + 1, 0)
            guard placeRow == rows else { continue }
            (picture, placeRow) = (picture + 1, 0)
        }
    }

    /// Places along one axis, `count` of them, whose window of `extent` lies inside of a picture of `size`.
    private func inside(_ extent: Int, of size: Int, _ count: Int) -> Range<Int> {
        let first = (window.padding + window.stride - 1) / window.stride
        let end = size + window.padding < extent ? 0 : min(count, (size + window.padding - extent) / window.stride + 1)
        return first..<max(first, end)
    }

    /// Adds rows of `columns` to what lies under the windows of `places` in the rows `lines`; `x` is where picture 0 would start.
    func scatter(_ columns: UnsafePointer<Float>, places: Range<Int>, lines: Range<Int>, addingTo x: UnsafeMutablePointer<Float>) {
        let isShort = window.width * channels <= Self.short
        for place in places {
            let row = columns + (place - places.lowerBound) * depth
            forEachRun(of: place, in: 0..<depth, lines: lines) { column, source, count in
                guard source >= 0 else { return }
                if isShort { VectorRuns.addShort(row + column, to: x + source, count) } else { ElementwiseKernel.add(row + column, to: x + source, count) }
            }
        }
    }

    /// Floats of a run up to which it is moved without a call.
    private static let short = 32
}
