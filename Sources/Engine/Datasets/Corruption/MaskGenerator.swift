import Glibc
import Numerics
import Raster

/// Random inpainting masks for images of one size, a function of the random sequence.
struct MaskGenerator: Sendable {
    let width: Int, height: Int
    var userMasks: [Mask] = []
    /// No stroke starts once this fraction of the image is masked: something must remain to repair from.
    private static let strokeLimit = 0.5
    private static let tries = 8

    private var side: Int { min(width, height) }

    /// Sets the pixels that `kind` removes in `mask`, which is all false; at least one, never all.
    func generate(_ kind: CorruptionKind, into mask: inout [Bool], _ random: inout SplitMix64.Sequence) {
        switch kind {
        case .boxes: box(&mask, &random)
        case .thinStrokes: strokes(3...6, width: 1 / 30...1 / 12, &mask, &random)
        case .mediumStrokes: strokes(2...4, width: 1 / 12...1 / 7, &mask, &random)
        case .thickStrokes: strokes(1...3, width: 1 / 7...1 / 4, &mask, &random)
        case .dropout: dropout(random.uniform(0.2...0.8), &mask, &random)
        case .masks: userMask(&mask, &random)
        case .noise, .blur, .downsampling, .jpeg: for i in mask.indices { mask[i] = true }
        }
        guard kind.leavesHoles else { return }
        if !mask.contains(true) { mask[random.below(mask.count)] = true }
        if !mask.contains(false) { mask[random.below(mask.count)] = false }
    }

    private func box(_ mask: inout [Bool], _ random: inout SplitMix64.Sequence) {
        let (w, h) = (pixels(random.uniform(0.25...0.6), of: width), pixels(random.uniform(0.25...0.6), of: height))
        let (x, y) = (random.below(width - w + 1), random.below(height - h + 1))
        for row in y..<y + h { for column in x..<x + w { mask[row * width + column] = true } }
    }

    private func pixels(_ fraction: Float, of length: Int) -> Int {
        max(1, min(length - 1, Int((Float(length) * fraction).rounded())))
    }

    /// Bent strokes of a round brush (LaMa, Suvorov et al. 2022).
    private func strokes(
        _ count: ClosedRange<Int>, width brush: ClosedRange<Float>, _ mask: inout [Bool],
        _ random: inout SplitMix64.Sequence
    ) {
        for _ in 0..<count.lowerBound + random.below(count.count) {
            let radius = max(0.6, random.uniform(brush) * Float(side) / 2)
            var x = random.uniform(0...1) * Float(width), y = random.uniform(0...1) * Float(height),
                angle = random.uniform(0...(2 * .pi))
            for _ in 0..<2 + random.below(3) {
                guard Double(mask.count { $0 }) < Self.strokeLimit * Double(mask.count) else { return }
                angle += random.uniform(-1...1)
                let length = random.uniform(0.15...0.45) * Float(side)
                let (toX, toY) = (x + cos(angle) * length, y + sin(angle) * length)
                line(from: (x, y), to: (toX, toY), radius: radius, &mask)
                (x, y) = (toX, toY)
            }
        }
    }

    /// All pixels whose centre is at most `radius` from the line.
    private func line(from a: (x: Float, y: Float), to b: (x: Float, y: Float), radius: Float, _ mask: inout [Bool]) {
        func pixels(_ p: Float, _ q: Float, _ length: Int) -> Range<Int> {
            let low = max(0, Int((min(p, q) - radius).rounded(.down))),
                high = min(length, Int((max(p, q) + radius).rounded(.up)))
            return low..<max(low, high)
        }
        let (dx, dy) = (b.x - a.x, b.y - a.y), squared = max(dx * dx + dy * dy, 1e-6)
        for row in pixels(a.y, b.y, height) {
            for column in pixels(a.x, b.x, width) {
                let (px, py) = (Float(column) + 0.5 - a.x, Float(row) + 0.5 - a.y)
                let along = min(max((px * dx + py * dy) / squared, 0), 1)
                let (ex, ey) = (px - along * dx, py - along * dy)
                if ex * ex + ey * ey <= radius * radius { mask[row * width + column] = true }
            }
        }
    }

    private func dropout(_ probability: Float, _ mask: inout [Bool], _ random: inout SplitMix64.Sequence) {
        for i in mask.indices { mask[i] = random.uniform(0...1) < probability }
    }

    /// A random crop of one of the user's masks, unscaled, perhaps mirrored; tries a few times for one that is not empty.
    private func userMask(_ mask: inout [Bool], _ random: inout SplitMix64.Sequence) {
        precondition(!userMasks.isEmpty, "corruption by masks without any")
        for _ in 0..<Self.tries {
            let userMask = userMasks[random.below(userMasks.count)]
            let x = random.below(abs(userMask.width - width) + 1), y = random.below(abs(userMask.height - height) + 1)
            let isMirrored = random.below(2) == 1
            var marked = 0
            for row in 0..<height {
                for column in 0..<width {
                    // A smaller mask is placed somewhere in the image, a larger one is cropped.
                    let fromX = userMask.width < width ? column - x : column + x,
                        fromY = userMask.height < height ? row - y : row + y
                    guard fromX >= 0, fromX < userMask.width, fromY >= 0, fromY < userMask.height else { continue }
                    guard userMask.damaged[fromY * userMask.width + (isMirrored ? userMask.width - 1 - fromX : fromX)]
                    else { continue }
                    mask[row * width + column] = true
                    marked += 1
                }
            }
            if marked > 0 { return }
        }
    }
}

extension SplitMix64.Sequence {
    /// Uniform in `0..<count`; the bias is below count / 2^64.
    mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }
}
