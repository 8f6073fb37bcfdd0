import Glibc

/// The placement of an outline with the greatest overlap with a segmented shape, found by trying turns, radii and shifts.
struct OutlineFit {
    let shape: Outline
    private(set) var centre: SIMD2<Float>
    private(set) var radius: Float
    /// Intersection over union.
    private(set) var overlap: Float = -1
    private var turn = SIMD2<Float>(1, 0)

    /// Angles tried to either side, and the largest in radians: 1.5 times the tilt of generated scenes.
    private static let turns = 6, turnLimit = Scene.tilt * 1.5
    /// Factors tried for the radius, and shifts of the centre in pixels.
    private static let growths: [Float] = [0.92, 0.96, 1.04, 1.08], shifts: [Float] = [-0.5, -0.25, 0.25, 0.5]

    /// Starts from the area and the centroid of the segmented shape.
    init(_ shape: Outline, to segmentation: SceneSegmentation) {
        self.shape = shape
        let moments = Self.moments[shape.rawValue]
        radius = (segmentation.area / moments.area).squareRoot()
        centre = segmentation.centre
        let away = moments.centre * radius
        for step in -Self.turns...Self.turns {
            let angle = Self.turnLimit * Float(step) / Float(Self.turns)
            let turn = SIMD2(cosf(angle), sinf(angle))
            let centre =
                segmentation.centre - SIMD2(away.x * turn.x - away.y * turn.y, away.x * turn.y + away.y * turn.x)
            attempt(segmentation, centre, radius, turn)
        }
        let turned = self
        for growth in Self.growths { attempt(segmentation, turned.centre, turned.radius * growth, turn) }
        for shift in Self.shifts {
            attempt(segmentation, centre + SIMD2(shift / Float(segmentation.width), 0), radius, turn)
        }
        for shift in Self.shifts {
            attempt(segmentation, centre + SIMD2(0, shift / Float(segmentation.height)), radius, turn)
        }
    }

    private mutating func attempt(
        _ segmentation: SceneSegmentation, _ centre: SIMD2<Float>, _ radius: Float, _ turn: SIMD2<Float>
    ) {
        let overlap = segmentation.overlap(with: shape, centre: centre, radius: radius, turn: turn)
        if overlap > self.overlap {
            (self.overlap, self.centre, self.radius, self.turn) = (overlap, centre, radius, turn)
        }
    }

    /// Area and centroid of each outline of radius 1, by counting grid points.
    private static let moments = Outline.allCases.map { outline -> (area: Float, centre: SIMD2<Float>) in
        var count: Float = 0, sum = SIMD2<Float>()
        let cells = 256
        for y in 0..<cells {
            for x in 0..<cells {
                let point = (SIMD2(Float(x), Float(y)) + 0.5) * (2 / Float(cells)) - 1
                guard outline.distance(to: point) < 0 else { continue }
                count += 1
                sum += point
            }
        }
        return (count * 4 / Float(cells * cells), sum / count)
    }
}
