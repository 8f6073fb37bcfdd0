import Glibc
import Numerics

/// Degradations of a whole image: values in -1...1, shape (H, W, C).
struct Degradation {
    let height: Int, width: Int, channels: Int

    /// Applies `kind` to `values` at a random strength.
    func apply(
        _ kind: CorruptionKind, to values: inout [Float], noise: CounterRandom, _ random: inout SplitMix64.Sequence
    ) {
        switch kind {
        case .noise: addNoise(noise, deviation: random.uniform(5...50) * 2 / 255, to: &values)
        case .blur: blur(deviation: random.uniform(0.5...2), &values)
        case .downsampling: downsample(by: 2 + random.below(3), &values)
        case .jpeg: compress(step: random.uniform(0.02...0.12), &values)
        case .boxes, .thinStrokes, .mediumStrokes, .thickStrokes, .dropout, .masks: break
        }
    }

    /// Gaussian noise, clipped to -1...1 as a camera clips.
    private func addNoise(_ noise: CounterRandom, deviation: Float, to values: inout [Float]) {
        for (i, sample) in noise.normals(values.count).enumerated() {
            values[i] = min(max(values[i] + deviation * sample, -1), 1)
        }
    }

    /// A separable Gaussian blur of `deviation` pixels; the border is replicated.
    private func blur(deviation: Float, _ values: inout [Float]) {
        let radius = Int((3 * deviation).rounded(.up))
        let raw = (-radius...radius).map { exp(-Float($0 * $0) / (2 * deviation * deviation)) },
            total = raw.reduce(0, +)
        let taps = raw.map { $0 / total }
        for (length, step) in [(width, channels), (height, width * channels)] {
            let source = values
            for i in values.indices {
                let index = i / step % length
                var sum: Float = 0
                for (k, tap) in taps.enumerated() {
                    sum += tap * source[i + (min(max(index + k - radius, 0), length - 1) - index) * step]
                }
                values[i] = sum
            }
        }
    }

    /// Means of `factor` x `factor` pixels, enlarged again with linear interpolation.
    private func downsample(by factor: Int, _ values: inout [Float]) {
        for (length, step) in [(width, channels), (height, width * channels)] {
            let source = values, cells = (length + factor - 1) / factor
            for i in values.indices {
                let index = i / step % length, start = i - index * step
                func mean(_ cell: Int) -> Float {
                    let part = cell * factor..<min((cell + 1) * factor, length)
                    return part.reduce(0) { $0 + source[start + $1 * step] } / Float(part.count)
                }
                let position = min(max((Float(index) + 0.5) / Float(factor) - 0.5, 0), Float(cells - 1))
                let cell = Int(position), fraction = position - Float(cell)
                values[i] = mean(cell) * (1 - fraction) + (fraction > 0 ? mean(cell + 1) * fraction : 0)
            }
        }
    }

    // MARK: - JPEG

    private static let block = 8
    /// The orthonormal DCT-II matrix; row k is the cosine of frequency k.
    private static let cosines: [Float] = (0..<block * block).map { (index: Int) -> Float in
        let (k, x) = (index / block, index % block), length: Double = k == 0 ? 0.125 : 0.25
        return Float(length.squareRoot() * cos(Double((2 * x + 1) * k) * Double.pi / 16))
    }

    /// Quantizes the discrete cosine transform of each 8x8 block, high frequencies in larger steps; the border is replicated.
    private func compress(step: Float, _ values: inout [Float]) {
        let B = Self.block
        for c in 0..<channels {
            for top in stride(from: 0, to: height, by: B) {
                for left in stride(from: 0, to: width, by: B) {
                    var block = [Float](repeating: 0, count: B * B)
                    for y in 0..<B {
                        for x in 0..<B {
                            block[y * B + x] =
                                values[(min(top + y, height - 1) * width + min(left + x, width - 1)) * channels + c]
                        }
                    }
                    block = Self.transformed(Self.transformed(block, forward: true), forward: true)
                    for y in 0..<B {
                        for x in 0..<B {
                            let rounding = step * Float(1 + x + y) * 2
                            block[y * B + x] = (block[y * B + x] / rounding).rounded() * rounding
                        }
                    }
                    block = Self.transformed(Self.transformed(block, forward: false), forward: false)
                    for y in 0..<min(B, height - top) {
                        for x in 0..<min(B, width - left) {
                            values[((top + y) * width + left + x) * channels + c] = min(max(block[y * B + x], -1), 1)
                        }
                    }
                }
            }
        }
    }

    /// The transform along rows, transposed: applied twice it transforms both axes.
    private static func transformed(_ block: [Float], forward: Bool) -> [Float] {
        var result = [Float](repeating: 0, count: block.count)
        for row in 0..<Self.block {
            for k in 0..<Self.block {
                var sum: Float = 0
                for x in 0..<Self.block {
                    sum +=
                        block[row * Self.block + x]
                        * (forward ? cosines[k * Self.block + x] : cosines[x * Self.block + k])
                }
                result[k * Self.block + row] = sum
            }
        }
        return result
    }
}
