import Raster
import Render

/// The mean colour under half cells of a view, in linear light, from the level of a pyramid that is just finer than the view.
struct PyramidSampler {
    private let view: MaskViewport
    private let bitmap: Bitmap
    private let level: Int
    /// Whether a half cell is one pixel of the level.
    private let isExact: Bool
    private let linear = SRGB.linear

    init(_ pyramid: PicturePyramid, _ view: MaskViewport) {
        var level = 0
        while level + 1 < pyramid.levels.count, view.magnification << (level + 1) <= view.reduction { level += 1 }
        (self.view, self.level, bitmap) = (view, level, pyramid.levels[level])
        isExact = view.magnification << level == view.reduction || view.reduction == 1
    }

    func color(_ column: Int, _ row: Int) -> Color {
        let start = view.start(column: column, row: row)
        if isExact { return pixel(start.x >> level, start.y >> level) }
        let end = view.start(column: column + 1, row: row + 1)
        let across = weights(start.x, end.x, bitmap.width), down = weights(start.y, end.y, bitmap.height)
        var sum = SIMD3<Float>.zero, total: Float = 0
        for (y, high) in zip(down.first..., down.weights) {
            for (x, wide) in zip(across.first..., across.weights) {
                sum += light(x, y) * (high * wide)
                total += high * wide
            }
        }
        let mean = sum / total
        return Color(SRGB.byte(ofLinear: mean.x), SRGB.byte(ofLinear: mean.y), SRGB.byte(ofLinear: mean.z))
    }

    /// How much of each of the level's pixels lies in pixels `start` ..< `end` of the picture.
    private func weights(_ start: Int, _ end: Int, _ limit: Int) -> (first: Int, weights: [Float]) {
        let size = 1 << level, first = max(start, 0) >> level, last = min(max(end - 1, start, 0) >> level, limit - 1)
        guard first < last else { return (min(first, limit - 1), [1]) }
        return (first, (first...last).map { Float(min(end, ($0 + 1) * size) - max(start, $0 * size)) })
    }

    private func pixel(_ x: Int, _ y: Int) -> Color {
        let start = index(x, y), step = bitmap.channels == 3 ? 1 : 0, pixels = bitmap.pixels
        return Color(pixels[start], pixels[start + step], pixels[start + 2 * step])
    }

    private func light(_ x: Int, _ y: Int) -> SIMD3<Float> {
        let start = index(x, y), step = bitmap.channels == 3 ? 1 : 0, pixels = bitmap.pixels
        return SIMD3(linear[Int(pixels[start])], linear[Int(pixels[start + step])], linear[Int(pixels[start + 2 * step])])
    }

    private func index(_ x: Int, _ y: Int) -> Int { (min(y, bitmap.height - 1) * bitmap.width + min(x, bitmap.width - 1)) * bitmap.channels }
}
