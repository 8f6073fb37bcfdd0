import Raster
import Render

/// The mean colour under half cells of a view, in linear light, from the level of a pyramid that is just finer than the view.
struct PyramidSampler {
    /// The pixels of the level in a row or column of half cells, and their weights.
    private struct Span {
        var first: Int
        var weights: [Float]
    }

    private let bitmap: Bitmap
    /// By half cell; one pixel each where a half cell is exactly one pixel of the level.
    private let columns: [Span], rows: [Span]
    private let firstColumn: Int, firstRow: Int
    private let isExact: Bool
    private let linear = SRGB.linear

    /// - Parameters:
    ///   - columns, rows: the half cells that will be sampled.
    init(_ pyramid: ImagePyramid, _ view: MaskViewport, columns: Range<Int>, rows: Range<Int>) {
        var level = 0
        while level + 1 < pyramid.levels.count, view.magnification << (level + 1) <= view.reduction { level += 1 }
        let bitmap = pyramid.levels[level],
            isExact = view.reduction == 1 || view.magnification << level == view.reduction
        func span(_ start: Int, _ end: Int, _ limit: Int) -> Span {
            let size = 1 << level, first = min(max(start, 0) >> level, limit - 1),
                last = min(max(end - 1, start, 0) >> level, limit - 1)
            guard !isExact, first < last else { return Span(first: first, weights: [1]) }
            return Span(
                first: first, weights: (first...last).map { Float(min(end, ($0 + 1) * size) - max(start, $0 * size)) })
        }
        self.columns = columns.map {
            span(view.start(column: $0, row: 0).x, view.start(column: $0 + 1, row: 0).x, bitmap.width)
        }
        self.rows = rows.map {
            span(view.start(column: 0, row: $0).y, view.start(column: 0, row: $0 + 1).y, bitmap.height)
        }
        (self.bitmap, self.isExact, firstColumn, firstRow) = (bitmap, isExact, columns.lowerBound, rows.lowerBound)
    }

    func color(_ column: Int, _ row: Int) -> Color {
        let across = columns[column - firstColumn], down = rows[row - firstRow], step = bitmap.channels == 3 ? 1 : 0
        if isExact {
            let start = (down.first * bitmap.width + across.first) * bitmap.channels
            return Color(bitmap.pixels[start], bitmap.pixels[start + step], bitmap.pixels[start + 2 * step])
        }
        var sum = SIMD3<Float>.zero, total: Float = 0
        for (y, high) in down.weights.enumerated() {
            var start = ((down.first + y) * bitmap.width + across.first) * bitmap.channels
            for wide in across.weights {
                let light = SIMD3(
                    linear[Int(bitmap.pixels[start])], linear[Int(bitmap.pixels[start + step])],
                    linear[Int(bitmap.pixels[start + 2 * step])])
                sum += light * (high * wide)
                total += high * wide
                start += bitmap.channels
            }
        }
        let mean = sum / total
        return Color(SRGB.byte(ofLinear: mean.x), SRGB.byte(ofLinear: mean.y), SRGB.byte(ofLinear: mean.z))
    }
}
