import Glibc

/// A sparse linear filter along one axis: which source values, with which weights, give each result. Resizing and
/// blurring an image applies one along its rows and one along its columns.
package struct AxisTaps: Sendable, Equatable {
    package let source: Int
    /// The first source index of each result, and where its weights begin, with the end of the last ones.
    private var first: [Int32] = [], offset: [Int32] = [0]
    private var weights: [Float] = []

    package var count: Int { first.count }

    /// Bicubic resampling (Keys 1981, a = -0.5), the filter widened where the axis gets shorter, and weights normalised
    /// to sum to 1 at the ends, as most programs downsample an image.
    package static func bicubic(from source: Int, to target: Int) -> AxisTaps {
        let ratio = Double(source) / Double(target), scale = max(1, ratio)
        return AxisTaps(from: source, to: target, radius: 2 * scale) { keys($0 / scale) }
    }

    /// A Gaussian of this standard deviation.
    package static func gaussian(_ count: Int, deviation: Double) -> AxisTaps {
        AxisTaps(from: count, to: count, radius: 3 * deviation + 1) { exp(-$0 * $0 / (2 * deviation * deviation)) }
    }

    private init(from source: Int, to target: Int, radius: Double, weight: (Double) -> Double) {
        precondition(source > 0 && target > 0, "\(source) values to \(target)")
        self.source = source
        for i in 0..<target {
            // Values are areas; value j has its centre at j.
            let centre = (Double(i) + 0.5) * Double(source) / Double(target) - 0.5
            let start = max(0, Int((centre - radius).rounded(.up))),
                end = min(source - 1, Int((centre + radius).rounded(.down)))
            let raw = (start...end).map { weight(Double($0) - centre) }, total = raw.reduce(0, +)
            first.append(Int32(start))
            weights += raw.map { Float($0 / total) }
            offset.append(Int32(weights.count))
        }
    }

    private static func keys(_ distance: Double) -> Double {
        let x = abs(distance)
        if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
        return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
    }

    /// The weights as a matrix (results, source).
    package var matrix: [Float] {
        var matrix = [Float](repeating: 0, count: count * source)
        for i in 0..<count {
            for (k, tap) in (offset[i]..<offset[i + 1]).enumerated() {
                matrix[i * source + Int(first[i]) + k] = weights[Int(tap)]
            }
        }
        return matrix
    }

    /// Filters rows: (rows, source) to (rows, count).
    package func alongRows(_ values: [Float], rows: Int) -> [Float] {
        precondition(values.count == rows * source, "\(values.count) values in \(rows) rows of \(source)")
        var result = [Float](repeating: 0, count: rows * count)
        for row in 0..<rows {
            for i in 0..<count {
                var sum: Float = 0, position = row * source + Int(first[i])
                for tap in Int(offset[i])..<Int(offset[i + 1]) {
                    sum += weights[tap] * values[position]
                    position += 1
                }
                result[row * count + i] = sum
            }
        }
        return result
    }

    /// Filters columns: (planes, source, width) to (planes, count, width).
    package func alongColumns(_ values: [Float], width: Int, planes: Int) -> [Float] {
        precondition(
            values.count == planes * source * width,
            "\(values.count) values in \(planes) planes of \(source) x \(width)")
        var result = [Float](repeating: 0, count: planes * count * width)
        for plane in 0..<planes {
            for i in 0..<count {
                let target = (plane * count + i) * width
                for tap in Int(offset[i])..<Int(offset[i + 1]) {
                    let from = (plane * source + Int(first[i]) + tap - Int(offset[i])) * width, weight = weights[tap]
                    for x in 0..<width { result[target + x] += weight * values[from + x] }
                }
            }
        }
        return result
    }
}
