/// Fills missing pixels smoothly from those around them, at any size in one pass down and up a pyramid.
///
/// Push and pull (Gortler, Grzeszczuk, Szeliski and Cohen 1996): means of 2x2 known pixels, level by level, until nothing is missing; then each
/// missing pixel is interpolated from the level above. Memory: about (channels + 1) · 1.4 bytes a pixel; some 10 operations a sample.
package struct PyramidFill {
    private struct Level {
        let width: Int, height: Int
        /// (height, width, channels): means of what is known, and (height, width): how much of it is, 0...1.
        var means: [Float], weights: [Float]
    }

    /// - Parameters:
    ///   - pixels: (height, width, channels); missing ones are replaced. Without a known pixel nothing changes.
    ///   - missing: (height, width).
    package static func fill(
        _ pixels: inout [UInt8], width: Int, height: Int, channels: Int, missing: [Bool]
    ) {
        precondition(
            pixels.count == missing.count * channels && missing.count == width * height,
            "\(pixels.count) samples, \(missing.count) marks for \(width) x \(height) x \(channels)")
        guard missing.contains(true), missing.contains(false) else { return }
        var levels = [bottom(pixels, missing, width, height, channels)]
        while let last = levels.last, last.weights.contains(where: { $0 < 1 }), last.width > 1 || last.height > 1 {
            levels.append(halved(last, channels))
        }
        for k in levels.indices.dropLast().reversed() { pull(from: levels[k + 1], to: &levels[k], channels) }
        let above = levels[0]
        pixels.withUnsafeMutableBufferPointer { pixels in
            missing.withUnsafeBufferPointer { missing in
                for y in 0..<height {
                    for x in 0..<width where missing[y * width + x] {
                        let taps = Taps(x, y, above.width, above.height)
                        for c in 0..<channels {
                            let value = taps.value(of: above.means, channel: c, channels)
                            pixels[(y * width + x) * channels + c] = UInt8(min(max(value.rounded(), 0), 255))
                        }
                    }
                }
            }
        }
    }

    /// The means of 2x2 known pixels.
    private static func bottom(_ pixels: [UInt8], _ missing: [Bool], _ width: Int, _ height: Int, _ channels: Int)
        -> Level
    {
        let (w, h) = ((width + 1) / 2, (height + 1) / 2)
        var level = Level(
            width: w, height: h, means: [Float](repeating: 0, count: w * h * channels),
            weights: [Float](repeating: 0, count: w * h))
        pixels.withUnsafeBufferPointer { pixels in
            missing.withUnsafeBufferPointer { missing in
                level.means.withUnsafeMutableBufferPointer { means in
                    level.weights.withUnsafeMutableBufferPointer { weights in
                        for y in 0..<height {
                            for x in 0..<width where !missing[y * width + x] {
                                let cell = y / 2 * w + x / 2
                                weights[cell] += 0.25
                                for c in 0..<channels {
                                    means[cell * channels + c] += Float(pixels[(y * width + x) * channels + c])
                                }
                            }
                        }
                        for cell in weights.indices where weights[cell] > 0 {
                            for c in 0..<channels { means[cell * channels + c] /= 4 * weights[cell] }
                        }
                        // Cells that the border cuts have fewer pixels.
                        if width % 2 == 1 { for y in 0..<h { weights[y * w + w - 1] *= 2 } }
                        if height % 2 == 1 { for x in 0..<w { weights[(h - 1) * w + x] *= 2 } }
                    }
                }
            }
        }
        return level
    }

    private static func halved(_ level: Level, _ channels: Int) -> Level {
        let (w, h) = ((level.width + 1) / 2, (level.height + 1) / 2)
        var next = Level(
            width: w, height: h, means: [Float](repeating: 0, count: w * h * channels),
            weights: [Float](repeating: 0, count: w * h))
        level.means.withUnsafeBufferPointer { means in
            level.weights.withUnsafeBufferPointer { weights in
                for y in 0..<level.height {
                    for x in 0..<level.width {
                        let (from, to) = (y * level.width + x, y / 2 * w + x / 2)
                        next.weights[to] += weights[from]
                        for c in 0..<channels {
                            next.means[to * channels + c] += weights[from] * means[from * channels + c]
                        }
                    }
                }
            }
        }
        for cell in next.weights.indices where next.weights[cell] > 0 {
            for c in 0..<channels { next.means[cell * channels + c] /= next.weights[cell] }
            next.weights[cell] = min(1, next.weights[cell])
        }
        return next
    }

    /// Completes a level from the one above, in which nothing is missing.
    private static func pull(from above: Level, to level: inout Level, _ channels: Int) {
        for y in 0..<level.height {
            for x in 0..<level.width where level.weights[y * level.width + x] < 1 {
                let cell = y * level.width + x, weight = level.weights[cell],
                    taps = Taps(x, y, above.width, above.height)
                for c in 0..<channels {
                    let value = taps.value(of: above.means, channel: c, channels)
                    level.means[cell * channels + c] = weight * level.means[cell * channels + c] + (1 - weight) * value
                }
                level.weights[cell] = 1
            }
        }
    }

    /// The four cells of the level above around the middle of a pixel, of which the nearest has a weight of 9/16.
    private struct Taps {
        let near: Int, across: Int, down: Int, far: Int

        init(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
            let (nx, ny) = (x / 2, y / 2)
            let fx = min(max(nx + (x % 2 == 0 ? -1 : 1), 0), width - 1),
                fy = min(max(ny + (y % 2 == 0 ? -1 : 1), 0), height - 1)
            (near, across, down, far) = (ny * width + nx, ny * width + fx, fy * width + nx, fy * width + fx)
        }

        func value(of means: [Float], channel c: Int, _ channels: Int) -> Float {
            let side = means[across * channels + c] + means[down * channels + c]
            return (9 * means[near * channels + c] + 3 * side + means[far * channels + c]) / 16
        }
    }
}
