import Glibc
import Raster

/// Draws holes into pictures of one size; what is drawn follows from the random sequence alone.
struct Holes: Sendable {
    let width: Int, height: Int
    /// The user's own.
    var masks: [Mask] = []
    /// No stroke is begun once this much of a picture is gone: something has to be left to repair from.
    private static let mostStruck = 0.5
    private static let tries = 8

    private var side: Int { min(width, height) }

    /// Marks in `hole`, which is all false, what `kind` takes away; at least one pixel, never all.
    func draw(_ kind: DamageKind, into hole: inout [Bool], _ random: inout SeededMixing.Sequence) {
        switch kind {
        case .boxes: box(&hole, &random)
        case .thinStrokes: strokes(3...6, width: 1 / 30...1 / 12, &hole, &random)
        case .mediumStrokes: strokes(2...4, width: 1 / 12...1 / 7, &hole, &random)
        case .thickStrokes: strokes(1...3, width: 1 / 7...1 / 4, &hole, &random)
        case .scattered: scatter(random.uniform(0.2...0.8), &hole, &random)
        case .masks: ownMask(&hole, &random)
        case .noise, .blur, .lowResolution, .blocks: for i in hole.indices { hole[i] = true }
        }
        guard kind.leavesHoles else { return }
        if !hole.contains(true) { hole[random.below(hole.count)] = true }
        if !hole.contains(false) { hole[random.below(hole.count)] = false }
    }

    private func box(_ hole: inout [Bool], _ random: inout SeededMixing.Sequence) {
        let (w, h) = (share(of: width, random.uniform(0.25...0.6)), share(of: height, random.uniform(0.25...0.6)))
        let (x, y) = (random.below(width - w + 1), random.below(height - h + 1))
        for row in y..<y + h { for column in x..<x + w { hole[row * width + column] = true } }
    }

    private func share(of extent: Int, _ share: Float) -> Int { max(1, min(extent - 1, Int((Float(extent) * share).rounded()))) }

    /// Bent strokes of a round brush, as LaMa's (Suvorov et al. 2022).
    private func strokes(_ count: ClosedRange<Int>, width brush: ClosedRange<Float>, _ hole: inout [Bool], _ random: inout SeededMixing.Sequence) {
        for _ in 0..<count.lowerBound + random.below(count.count) {
            let radius = max(0.6, random.uniform(brush) * Float(side) / 2)
            var x = random.uniform(0...1) * Float(width), y = random.uniform(0...1) * Float(height), angle = random.uniform(0...(2 * .pi))
            for _ in 0..<2 + random.below(3) {
                guard Double(hole.count { $0 }) < Self.mostStruck * Double(hole.count) else { return }
                angle += random.uniform(-1...1)
                let length = random.uniform(0.15...0.45) * Float(side)
                let (toX, toY) = (x + cos(angle) * length, y + sin(angle) * length)
                line(from: (x, y), to: (toX, toY), radius: radius, &hole)
                (x, y) = (toX, toY)
            }
        }
    }

    /// All pixels whose middle is at most `radius` from the line.
    private func line(from a: (x: Float, y: Float), to b: (x: Float, y: Float), radius: Float, _ hole: inout [Bool]) {
        func pixels(_ p: Float, _ q: Float, _ extent: Int) -> Range<Int> {
            let low = max(0, Int((min(p, q) - radius).rounded(.down))), high = min(extent, Int((max(p, q) + radius).rounded(.up)))
            return low..<max(low, high)
        }
        let (dx, dy) = (b.x - a.x, b.y - a.y), squared = max(dx * dx + dy * dy, 1e-6)
        for row in pixels(a.y, b.y, height) {
            for column in pixels(a.x, b.x, width) {
                let (px, py) = (Float(column) + 0.5 - a.x, Float(row) + 0.5 - a.y)
                let along = min(max((px * dx + py * dy) / squared, 0), 1)
                let (ex, ey) = (px - along * dx, py - along * dy)
                if ex * ex + ey * ey <= radius * radius { hole[row * width + column] = true }
            }
        }
    }

    private func scatter(_ share: Float, _ hole: inout [Bool], _ random: inout SeededMixing.Sequence) {
        for i in hole.indices { hole[i] = random.uniform(0...1) < share }
    }

    /// A part of one of the user's masks, at its own scale, mirrored or not; one that marks something if a few tries find it.
    private func ownMask(_ hole: inout [Bool], _ random: inout SeededMixing.Sequence) {
        precondition(!masks.isEmpty, "damage by masks without any")
        for _ in 0..<Self.tries {
            let mask = masks[random.below(masks.count)]
            let x = random.below(abs(mask.width - width) + 1), y = random.below(abs(mask.height - height) + 1)
            let isMirrored = random.below(2) == 1
            var marked = 0
            for row in 0..<height {
                for column in 0..<width {
                    // A smaller mask lies somewhere in the picture, of a larger one there is a part.
                    let fromX = mask.width < width ? column - x : column + x, fromY = mask.height < height ? row - y : row + y
                    guard fromX >= 0, fromX < mask.width, fromY >= 0, fromY < mask.height else { continue }
                    guard mask.damaged[fromY * mask.width + (isMirrored ? mask.width - 1 - fromX : fromX)] else { continue }
                    hole[row * width + column] = true
                    marked += 1
                }
            }
            if marked > 0 { return }
        }
    }
}

extension SeededMixing.Sequence {
    /// Uniform in `0..<count`; the bias is below count / 2^64.
    mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }
}
