import Glibc

/// The outline of a shape, as a signed distance function: negative inside, in units of the shape's radius.
package enum Outline: Int, Sendable, CaseIterable {
    case disc, ring, crescent, triangle, square, hexagon, cross, star

    package var name: String { "\(self)" }

    /// The signed distance of `point` to the edge; the shape fits the unit circle around the origin.
    func distance(to point: SIMD2<Float>) -> Float {
        switch self {
        case .disc: Self.length(point) - 1
        case .ring: abs(Self.length(point) - 0.76) - 0.24
        case .crescent: max(Self.length(point) - 1, 0.8 - Self.length(point - SIMD2(0.5, 0)))
        case .triangle, .square, .hexagon, .cross, .star: Self.distance(from: point, to: Self.corners[rawValue])
        }
    }

    /// Corners in order around each shape, by raw value; empty for round shapes.
    private static let corners = allCases.map { outline -> [SIMD2<Float>] in
        switch outline {
        case .disc, .ring, .crescent: []
        case .triangle: polygon(radii: [1, 1, 1])
        case .square: polygon(radii: [1, 1, 1, 1], turned: .pi / 4)
        case .hexagon: polygon(radii: [1, 1, 1, 1, 1, 1])
        case .star: polygon(radii: [1, 0.42, 1, 0.42, 1, 0.42, 1, 0.42, 1, 0.42])
        case .cross:
            [
                (0.3, 0.95), (0.3, 0.3), (0.95, 0.3), (0.95, -0.3), (0.3, -0.3), (0.3, -0.95), (-0.3, -0.95),
                (-0.3, -0.3),
                (-0.95, -0.3), (-0.95, 0.3), (-0.3, 0.3), (-0.3, 0.95),
            ].map { SIMD2($0, $1) }
        }
    }

    /// Corners at equal angles, the first at the top, turned clockwise by `turned` radians.
    private static func polygon(radii: [Float], turned: Float = 0) -> [SIMD2<Float>] {
        radii.enumerated().map { i, radius in
            let angle = 2 * Float.pi * Float(i) / Float(radii.count) + turned
            return SIMD2(radius * sinf(angle), -radius * cosf(angle))
        }
    }

    /// The distance to the nearest edge; the sign flips with every edge that a ray to the right crosses.
    private static func distance(from point: SIMD2<Float>, to corners: [SIMD2<Float>]) -> Float {
        var nearest = Float.infinity
        var inside = false
        var a = corners[corners.count - 1]
        for b in corners {
            let edge = b - a, toPoint = point - a
            let along = min(max((toPoint * edge).sum() / (edge * edge).sum(), 0), 1)
            let away = toPoint - edge * along
            nearest = min(nearest, (away * away).sum())
            if (a.y > point.y) != (b.y > point.y), point.x < a.x + edge.x * (point.y - a.y) / edge.y { inside.toggle() }
            a = b
        }
        return inside ? -nearest.squareRoot() : nearest.squareRoot()
    }

    private static func length(_ point: SIMD2<Float>) -> Float { (point * point).sum().squareRoot() }
}
