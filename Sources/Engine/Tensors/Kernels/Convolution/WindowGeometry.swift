import Numerics

// N batch, H height, W width, C channels of the images; O channels of the results; K = taps · C, the elements under a
// window.

/// Sizes of a convolution, with im2col and col2im (Chellapilla et al. 2006) for a tile of positions that fits in cache.
///
/// Positions of the window are numbered over all images, row by row. Under a window, one row of the kernel is one run
/// of neighbouring floats of an image, so both directions move runs.
struct WindowGeometry: Sendable {
    let window: Window
    let images: Int, height: Int, width: Int, channels: Int
    let rows: Int, columns: Int, results: Int

    init(_ window: Window, images x: Shape, results y: Shape) {
        self.window = window
        (images, height, width, channels) = (x[0], x[1], x[2], x[3])
        (rows, columns, results) = (y[1], y[2], y[3])
    }

    var positionsPerImage: Int { rows * columns }
    var positions: Int { images * positionsPerImage }
    /// Elements under a window.
    var depth: Int { window.taps * channels }
    /// Elements of an image.
    var imageCount: Int { height * width * channels }
    /// Floating point operations of the product, the same for all three convolutions.
    var operations: Int { 2 * positions * depth * results }

    /// The precision of the products where the plan asks for `wanted`.
    func precision(_ wanted: Precision) -> Precision {
        MatrixProduct.precision(wanted, m: positions, n: results, k: depth)
    }

    /// Rows of positions whose windows overlap the rows `lines` of an image.
    func rows(under lines: Range<Int>) -> Range<Int> {
        let before = lines.lowerBound + window.padding - window.height
        let first = before < 0 ? 0 : before / window.stride + 1
        let end = min(rows, (lines.upperBound - 1 + window.padding) / window.stride + 1)
        return min(first, end)..<end
    }

    /// True where the columns of a position are the image's own elements: no copy is needed.
    var isPointwise: Bool { window.taps == 1 && window.stride == 1 && window.padding == 0 }

    /// Calls `body` for each run with its index in the columns, its index in the images (-1 outside the rows `lines`),
    /// and its length.
    @inline(__always)
    private func forEachRun(
        of position: Int, in depths: Range<Int>, lines: Range<Int>,
        _ body: (_ column: Int, _ source: Int, _ count: Int) -> Void
    ) {
        let image = position / positionsPerImage, inImage = position % positionsPerImage
        let top = inImage / columns * window.stride - window.padding
        let left = (inImage % columns * window.stride - window.padding) * channels
        let (run, line) = (window.width * channels, width * channels)
        for tapRow in 0..<window.height {
            let first = max(depths.lowerBound - tapRow * run, 0), last = min(depths.upperBound - tapRow * run, run)
            guard first < last else { continue }
            let target = tapRow * run - depths.lowerBound, row = top + tapRow
            guard lines.contains(row) else { body(target + first, -1, last - first); continue }
            let inside = min(max(first, -left), last)..<max(min(last, line - left), min(max(first, -left), last))
            if first < inside.lowerBound { body(target + first, -1, inside.lowerBound - first) }
            if !inside.isEmpty {
                body(target + inside.lowerBound, (image * height + row) * line + left + inside.lowerBound, inside.count)
            }
            if inside.upperBound < last { body(target + inside.upperBound, -1, last - inside.upperBound) }
        }
    }

    /// im2col: writes elements `depths` under the windows of `positions`, one row of `columns` for each position.
    func gather(
        _ x: UnsafePointer<Float>, positions: Range<Int>, depths: Range<Int>, into columns: UnsafeMutablePointer<Float>
    ) {
        guard window.width * channels > Self.short else {
            return gatherShort(x, positions: positions, depths: depths, into: columns)
        }
        for position in positions {
            let row = columns + (position - positions.lowerBound) * depths.count
            forEachRun(of: position, in: depths, lines: 0..<height) { column, source, count in
                if source < 0 {
                    (row + column).update(repeating: 0, count: count)
                } else {
                    (row + column).update(from: x + source, count: count)
                }
            }
        }
    }

    /// The same for windows with few floats in a row, where the border checks would take longer than the copies: they
    /// are done at the image's edges alone.
    private func gatherShort(
        _ x: UnsafePointer<Float>, positions: Range<Int>, depths: Range<Int>, into columns: UnsafeMutablePointer<Float>
    ) {
        let (run, line) = (window.width * channels, width * channels)
        let taps = depths.lowerBound / run..<(depths.upperBound + run - 1) / run
        let (innerRows, innerColumns) = (
            inside(window.height, of: height, rows), inside(window.width, of: width, self.columns)
        )
        var (image, row, column) = (
            positions.lowerBound / positionsPerImage, positions.lowerBound % positionsPerImage / self.columns,
            positions.lowerBound % self.columns
        )
        var target = columns
        for position in positions {
            if innerRows.contains(row), innerColumns.contains(column) {
                let top = image * height + row * window.stride - window.padding
                let corner = x + top * line + (column * window.stride - window.padding) * channels
                for tap in taps {
                    let first = max(depths.lowerBound - tap * run, 0), last = min(depths.upperBound - tap * run, run)
                    VectorRuns.copyShort(
                        corner + tap * line + first, to: target + tap * run + first - depths.lowerBound, last - first)
                }
            } else {
                forEachRun(of: position, in: depths, lines: 0..<height) { element, source, count in
                    if source < 0 {
                        VectorRuns.zeroShort(target + element, count)
                    } else {
                        VectorRuns.copyShort(x + source, to: target + element, count)
                    }
                }
            }
            target += depths.count
            column += 1
            guard column == self.columns else { continue }
            (row, column) = (row + 1, 0)
            guard row == rows else { continue }
            (image, row) = (image + 1, 0)
        }
    }

    /// The positions along one axis, of `count`, whose window of `length` pixels lies inside an image of `size`.
    private func inside(_ length: Int, of size: Int, _ count: Int) -> Range<Int> {
        let first = (window.padding + window.stride - 1) / window.stride
        let end = size + window.padding < length ? 0 : min(count, (size + window.padding - length) / window.stride + 1)
        return first..<max(first, end)
    }

    /// col2im: adds rows of `columns` to the pixels under the windows of `positions` in the rows `lines`; `x` is where
    /// image 0 would start.
    func scatter(
        _ columns: UnsafePointer<Float>, positions: Range<Int>, lines: Range<Int>,
        addingTo x: UnsafeMutablePointer<Float>
    ) {
        let isShort = window.width * channels <= Self.short
        for position in positions {
            let row = columns + (position - positions.lowerBound) * depth
            forEachRun(of: position, in: 0..<depth, lines: lines) { column, source, count in
                guard source >= 0 else { return }
                if isShort {
                    VectorRuns.addShort(row + column, to: x + source, count)
                } else {
                    ElementwiseKernel.add(row + column, to: x + source, count)
                }
            }
        }
    }

    /// Runs of at most this many floats are moved without a call to memcpy.
    private static let short = 32
}
