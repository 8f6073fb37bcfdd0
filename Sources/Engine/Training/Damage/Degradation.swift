import Glibc

/// Changes to all pixels of a picture of numbers in -1...1, (H, W, C) with the channels fastest.
struct Degradation {
    let height: Int, width: Int, channels: Int

    /// Changes `values` as `kind` does, by as much as `random` says.
    func apply(_ kind: DamageKind, to values: inout [Float], noise: CounterRandom, _ random: inout SeededMixing.Sequence) {
        switch kind {
        case .noise: add(noise, deviation: random.uniform(5...50) * 2 / 255, to: &values)
        case .blur: blur(deviation: random.uniform(0.5...2), &values)
        case .lowResolution: reduce(by: 2 + random.below(3), &values)
        case .blocks: roundBlocks(step: random.uniform(0.02...0.12), &values)
        case .boxes, .thinStrokes, .mediumStrokes, .thickStrokes, .scattered, .masks: break
        }
    }

    /// Cut off at black and white, as a camera does.
    private func add(_ noise: CounterRandom, deviation: Float, to values: inout [Float]) {
        for (i, number) in noise.normals(values.count).enumerated() { values[i] = min(max(values[i] + deviation * number, -1), 1) }
    }

    /// Along one axis and then the other; beyond the border lies the border.
    private func blur(deviation: Float, _ values: inout [Float]) {
        let reach = Int((3 * deviation).rounded(.up))
        let raw = (-reach...reach).map { exp(-Float($0 * $0) / (2 * deviation * deviation)) }, total = raw.reduce(0, +)
        let taps = raw.map { $0 / total }
        for (extent, step) in [(width, channels), (height, width * channels)] {
            let source = values
            for i in values.indices {
                let place = i / step % extent
                var sum: Float = 0
                for (k, tap) in taps.enumerated() { sum += tap * source[i + (min(max(place + k - reach, 0), extent - 1) - place) * step] }
                values[i] = sum
            }
        }
    }

    /// Means of squares of `factor` pixels, and linear interpolation between their middles.
    private func reduce(by factor: Int, _ values: inout [Float]) {
        for (extent, step) in [(width, channels), (height, width * channels)] {
            let source = values, cells = (extent + factor - 1) / factor
            for i in values.indices {
                let place = i / step % extent, start = i - place * step
                func mean(_ cell: Int) -> Float {
                    let part = cell * factor..<min((cell + 1) * factor, extent)
                    return part.reduce(0) { $0 + source[start + $1 * step] } / Float(part.count)
                }
                let position = min(max((Float(place) + 0.5) / Float(factor) - 0.5, 0), Float(cells - 1))
                let cell = Int(position), share = position - Float(cell)
                values[i] = mean(cell) * (1 - share) + (share > 0 ? mean(cell + 1) * share : 0)
            }
        }
    }

    // MARK: Blocks

    private static let block = 8
    /// Row k: the cosine of frequency k at each pixel of a block, so that the rows have length 1 and stand at right angles.
    private static let cosines: [Float] = (0..<block * block).map { (place: Int) -> Float in
        let (k, x) = (place / block, place % block), length: Double = k == 0 ? 0.125 : 0.25
        return Float(length.squareRoot() * cos(Double((2 * x + 1) * k) * Double.pi / 16))
    }

    /// Rounds the cosine transform of each block of 8x8 pixels, high frequencies in larger steps; beyond the border lies the border.
    private func roundBlocks(step: Float, _ values: inout [Float]) {
        let B = Self.block
        for c in 0..<channels {
            for top in stride(from: 0, to: height, by: B) {
                for left in stride(from: 0, to: width, by: B) {
                    var block = [Float](repeating: 0, count: B * B)
                    for y in 0..<B {
                        for x in 0..<B {
                            block[y * B + x] = values[(min(top + y, height - 1) * width + min(left + x, width - 1)) * channels + c]
                        }
                    }
                    block = Self.transformed(Self.transformed(block, forward: true), forward: true)
                    for y in 0..<B { for x in 0..<B {
                        let rounding = step * Float(1 + x + y) * 2
                        block[y * B + x] = (block[y * B + x] / rounding).rounded() * rounding
                    } }
                    block = Self.transformed(Self.transformed(block, forward: false), forward: false)
                    for y in 0..<min(B, height - top) { for x in 0..<min(B, width - left) {
                        values[((top + y) * width + left + x) * channels + c] = min(max(block[y * B + x], -1), 1)
                    } }
                }
            }
        }
    }

    /// The transform along rows, transposed: twice gives both axes, the right way round.
    private static func transformed(_ block: [Float], forward: Bool) -> [Float] {
        var result = [Float](repeating: 0, count: block.count)
        for row in 0..<Self.block {
            for k in 0..<Self.block {
                var sum: Float = 0
                for x in 0..<Self.block { sum += block[row * Self.block + x] * (forward ? cosines[k * Self.block + x] : cosines[x * Self.block + k]) }
                result[k * Self.block + row] = sum
            }
        }
        return result
    }
}
