import Glibc

/// Pictures the program draws itself, so that everything runs without a file: eight classes of shaded shapes.
///
/// Place, size, turn, brightness and hue are random; picture i depends on the seed and i alone. Edges are antialiased
/// by the exact distance to the outline. Training pictures are 0..<10,000, the test half is the 2,000 behind them.
struct Shapes: Sendable {
    static let seed: UInt64 = 20_260_101
    static let classNames = Outline.allCases.map(\.name)

    let pictures: Range<Int>
    let seed: UInt64

    init(test: Bool, seed: UInt64 = Shapes.seed) {
        pictures = test ? 10_000..<12_000 : 0..<10_000
        self.seed = seed
    }

    /// Draws every picture; nil is grey at 28 x 28, colour at 32 x 32.
    func draw(size: Int?, channels: Int?, name: String, progress: (Double) -> Void) -> ImageSet {
        let depth = channels ?? 1
        let side = size ?? (depth == 1 ? 28 : 32)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(pictures.count * side * side * depth)
        Blocks.each(pictures.count, progress: progress) { i in
            picture(pictures.lowerBound + i, side: side, channels: depth)
        } take: { pixels += $1 }
        return ImageSet(name: name, height: side, width: side, channels: depth, pixels: pixels,
                        labels: pictures.map { UInt8($0 % Outline.allCases.count) }, classNames: Self.classNames)
    }

    /// The bytes of one picture, (side, side, channels).
    private func picture(_ index: Int, side: Int, channels: Int) -> [UInt8] {
        let outline = Outline.allCases[index % Outline.allCases.count]
        var random = SeededMixing.Sequence(seed: SeededMixing.word(seed, UInt64(index)))
        let scene = Scene(outline, &random, colour: channels == 3)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(side * side * channels)
        for y in 0..<side {
            for x in 0..<side {
                let colour = scene.colour(at: (SIMD2(Float(x), Float(y)) + 0.5) / Float(side), pixel: 1 / Float(side))
                for channel in 0..<channels {
                    bytes.append(UInt8(min(max(colour[channel], 0), 1) * 255 + 0.5))
                }
            }
        }
        return bytes
    }
}

/// One shape on its background; coordinates run from 0 to 1 across the picture, x to the right, y down.
private struct Scene {
    let outline: Outline
    let centre: SIMD2<Float>
    let radius: Float
    /// Cosine and sine of the turn.
    let turn: SIMD2<Float>
    let front: SIMD3<Float>
    let back: SIMD3<Float>

    init(_ outline: Outline, _ random: inout SeededMixing.Sequence, colour: Bool) {
        self.outline = outline
        radius = random.uniform(0.24...0.4)
        let reach = 0.47 - radius
        centre = SIMD2(0.5 + random.uniform(-reach...reach), 0.5 + random.uniform(-reach...reach))
        let angle = random.uniform(0...2 * .pi)
        turn = SIMD2(cosf(angle), sinf(angle))
        let hue = random.uniform(0...1), brightness = random.uniform(0.7...1), darkness = random.uniform(0.02...0.1)
        if colour {
            front = Self.colour(hue: hue, saturation: random.uniform(0.5...0.8), value: brightness)
            back = Self.colour(hue: hue + random.uniform(0.35...0.65), saturation: 0.55, value: darkness * 2 + 0.08)
        } else {
            front = SIMD3(repeating: brightness)
            back = SIMD3(repeating: darkness)
        }
    }

    /// The colour, 0...1 each, of a pixel `pixel` wide around `point`.
    func colour(at point: SIMD2<Float>, pixel: Float) -> SIMD3<Float> {
        let away = point - centre
        // The light comes from the upper left; the ground falls off towards the bottom.
        let light = 1 - 0.28 * (away.x + away.y) / radius * 0.7071
        let ground = back * (1.25 - 0.5 * point.y)
        let shadow = 1 - min(max(0.5 - distance(away - SIMD2(0.035, 0.05)) / 0.1, 0), 1)
        let coverage = min(max(0.5 - distance(away) / pixel, 0), 1)
        return front * min(light, 1.15) * coverage + ground * (0.45 + 0.55 * shadow) * (1 - coverage)
    }

    private func distance(_ away: SIMD2<Float>) -> Float {
        let turned = SIMD2(away.x * turn.x + away.y * turn.y, away.y * turn.x - away.x * turn.y)
        return outline.distance(to: turned / radius) * radius
    }

    private static func colour(hue: Float, saturation: Float, value: Float) -> SIMD3<Float> {
        // Each channel is a trapezoid over the hue circle, a third of a turn apart.
        let turns = SIMD3(hue, hue + 2 / 3, hue + 1 / 3)
        let place = turns - turns.rounded(.down)
        let distance = (place * 6 - 3)
        let full = (SIMD3(abs(distance.x), abs(distance.y), abs(distance.z)) - 1).clamped(
            lowerBound: SIMD3(repeating: 0), upperBound: SIMD3(repeating: 1))
        return value * (1 - saturation + saturation * full)
    }
}
