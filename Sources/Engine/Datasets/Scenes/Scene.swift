import Glibc
import Numerics

/// A shape on a background. Coordinates are 0...1 across the image, x to the right, y down.
struct Scene {
    let traits: SceneTraits
    let centre: SIMD2<Float>
    let radius: Float
    /// Cosine and sine of the turn.
    let turn: SIMD2<Float>
    let front: SIMD3<Float>
    let back: SIMD3<Float>

    /// The least distance from the shape to the border, and the variation of the position.
    private static let margin: Float = 0.04

    /// The largest rotation in radians.
    static let tilt: Float = 0.2

    /// A scene with `traits`; everything else is random.
    init(_ traits: SceneTraits, _ random: inout SplitMix64.Sequence) {
        self.traits = traits
        radius = random.uniform(traits.size.radii)
        let reach = 0.5 - Self.margin - radius
        func along(_ side: Int) -> Float {
            let away = random.uniform(0...Self.margin)
            return side == 0 ? 0.5 + 2 * away - Self.margin : 0.5 + Float(side) * (reach - away)
        }
        centre = SIMD2(along(traits.position.column), along(traits.position.row))
        let angle = random.uniform(-Self.tilt...Self.tilt)
        turn = SIMD2(cosf(angle), sinf(angle))
        let brightness = random.uniform(0.7...1), darkness = random.uniform(0.02...0.1)
        if let colour = traits.colour {
            let hue = colour.hue + random.uniform(-SceneTraits.Colour.hueRange...SceneTraits.Colour.hueRange)
            front = Self.colour(hue: hue, saturation: random.uniform(0.6...0.8), value: brightness)
            back = Self.colour(hue: hue + random.uniform(0.35...0.65), saturation: 0.55, value: darkness * 2 + 0.08)
        } else {
            front = SIMD3(repeating: brightness)
            back = SIMD3(repeating: darkness)
        }
    }

    /// The pixels of the image, (side, side, channels).
    func rendered(side: Int, channels: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(side * side * channels)
        for y in 0..<side {
            for x in 0..<side {
                let colour = colour(at: (SIMD2(Float(x), Float(y)) + 0.5) / Float(side), pixel: 1 / Float(side))
                for channel in 0..<channels {
                    bytes.append(UInt8(min(max(colour[channel], 0), 1) * 255 + 0.5))
                }
            }
        }
        return bytes
    }

    /// The colour, channels 0...1, at `point` for pixels of width `pixel`.
    func colour(at point: SIMD2<Float>, pixel: Float) -> SIMD3<Float> {
        let away = point - centre
        // Light from the upper left; the background darkens towards the bottom.
        let light = 1 - 0.28 * (away.x + away.y) / radius * 0.7071
        let ground = back * (1.25 - 0.5 * point.y)
        let shadow = 1 - min(max(0.5 - distance(away - SIMD2(0.035, 0.05)) / 0.1, 0), 1)
        let coverage = min(max(0.5 - distance(away) / pixel, 0), 1)
        return front * min(light, 1.15) * coverage + ground * (0.45 + 0.55 * shadow) * (1 - coverage)
    }

    private func distance(_ away: SIMD2<Float>) -> Float {
        let turned = SIMD2(away.x * turn.x + away.y * turn.y, away.y * turn.x - away.x * turn.y)
        return traits.shape.distance(to: turned / radius) * radius
    }

    private static func colour(hue: Float, saturation: Float, value: Float) -> SIMD3<Float> {
        // Each channel is a trapezoid over the hue circle, a third of a turn apart.
        let turns = SIMD3(hue, hue + 2 / 3, hue + 1 / 3)
        let position = turns - turns.rounded(.down)
        let distance = (position * 6 - 3)
        let full = (SIMD3(abs(distance.x), abs(distance.y), abs(distance.z)) - 1).clamped(
            lowerBound: SIMD3(repeating: 0), upperBound: SIMD3(repeating: 1))
        return value * (1 - saturation + saturation * full)
    }
}
