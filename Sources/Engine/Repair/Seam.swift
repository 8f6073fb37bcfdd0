package import Raster

/// The visibility of the border between repaired and known pixels.
///
/// Steps in value and in gradient across the border are compared with those between known pixels next to it, each averaged along the
/// border over five pixels of its side, so that texture counts less than a step that goes on.
package struct Seam {
    private let image: Bitmap, mask: Mask

    /// How much larger the steps across the border are than those in the known pixels next to it: 1 for a border like its surroundings, less
    /// for a smoother one; the larger one of value and gradient. nil without a border, or without known pixels next to it.
    ///
    /// One level is added to both: rounding to whole levels makes steps of up to one. Of a long border, evenly chosen places count.
    package static func error(of image: Bitmap, mask: Mask) -> Double? { Seam(image: image, mask: mask).error }

    private struct Steps {
        var values = 0.0, valueCount = 0, gradients = 0.0, gradientCount = 0

        /// A difference between neighbours.
        mutating func add(value: [Double]) {
            values += value.reduce(0) { $0 + $1 * $1 } / Double(value.count)
            valueCount += 1
        }

        /// A difference between the slopes of two pairs of neighbours.
        mutating func add(gradient: [Double]) {
            gradients += gradient.reduce(0) { $0 + $1 * $1 } / Double(gradient.count)
            gradientCount += 1
        }

        var value: Double { (values / Double(max(valueCount, 1))).squareRoot() }
        var gradient: Double { (gradients / Double(max(gradientCount, 1))).squareRoot() }
    }

    /// A marked pixel with a known neighbour in the direction (dx, dy).
    private struct Crossing {
        let x: Int, y: Int, dx: Int, dy: Int
    }

    /// Crossings that are measured at most, and pixels along the border to each side of one.
    private static let limit = 200_000, radius = 2

    private var error: Double? {
        let crossings = crossings, stride = max((crossings.count + Self.limit - 1) / Self.limit, 1)
        var across = Steps(), around = Steps()
        for (i, crossing) in crossings.enumerated() where i % stride == 0 { add(crossing, &across, &around) }
        guard across.valueCount > 0, around.valueCount > 0 else { return nil }
        let value = (across.value + 1) / (around.value + 1)
        guard across.gradientCount > 0, around.gradientCount > 0 else { return value }
        return max(value, (across.gradient + 1) / (around.gradient + 1))
    }

    private var crossings: [Crossing] {
        let (w, h) = (image.width, image.height)
        var result: [Crossing] = []
        for y in 0..<h {
            for x in 0..<w where mask.damaged[y * w + x] {
                for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1)] where isKnown(x + dx, y + dy) == true {
                    result.append(Crossing(x: x, y: y, dx: dx, dy: dy))
                }
            }
        }
        return result
    }

    private func add(_ crossing: Crossing, _ across: inout Steps, _ around: inout Steps) {
        // Marked pixels from the border inward, known ones from it outward.
        let marked = means(crossing, from: 0, by: -1, count: 2, known: false)
        let known = means(crossing, from: 1, by: 1, count: 4, known: true)
        func difference(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 - $1 } }
        across.add(value: difference(known[0], marked[0]))
        if known.count > 1 {
            let slope = difference(known[1], known[0])
            around.add(value: slope)
            if marked.count > 1 {
                across.add(gradient: difference(slope, difference(marked[0], marked[1])))
            }
            if known.count > 3 { around.add(gradient: difference(difference(known[3], known[2]), slope)) }
        }
    }

    /// Of pixels in a row through a crossing, each channel's mean along the border over pixels of the same side; ends at the first
    /// pixel of the other side.
    private func means(_ crossing: Crossing, from start: Int, by step: Int, count: Int, known: Bool) -> [[Double]] {
        var result: [[Double]] = []
        for i in 0..<count {
            let (x, y) = (crossing.x + (start + i * step) * crossing.dx, crossing.y + (start + i * step) * crossing.dy)
            guard isKnown(x, y) == known else { break }
            var sums = [Double](repeating: 0, count: image.channels), pixels = 0.0
            for along in -Self.radius...Self.radius {
                let (ax, ay) = (x + along * crossing.dy, y + along * crossing.dx)
                guard isKnown(ax, ay) == known else { continue }
                for c in 0..<image.channels {
                    sums[c] += Double(image.pixels[(ay * image.width + ax) * image.channels + c])
                }
                pixels += 1
            }
            result.append(sums.map { $0 / pixels })
        }
        return result
    }

    /// nil outside of the image.
    private func isKnown(_ x: Int, _ y: Int) -> Bool? {
        (0..<image.width).contains(x) && (0..<image.height).contains(y) ? !mask.damaged[y * image.width + x] : nil
    }
}
