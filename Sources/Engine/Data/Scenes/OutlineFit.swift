import Glibc

/// An outline laid over what is seen, as well as it fits.
struct OutlineFit {
    let shape: Outline
    private(set) var centre: SIMD2<Float>
    private(set) var radius: Float
    private(set) var overlap: Float = -1
    private var turn = SIMD2<Float>(1, 0)

    /// Turns tried to either side, up to so many radians: half as far again as a scene turns its shape.
    private static let turns = 6, mostTurn = Scene.tilt * 1.5
    /// Then the radius is tried smaller and larger by these parts, and the middle away by these parts of a pixel.
    private static let growths: [Float] = [0.92, 0.96, 1.04, 1.08], shifts: [Float] = [-0.5, -0.25, 0.25, 0.5]

    /// Brings `shape` to the area and the middle of what is seen, and tries turns, radii and places around.
    init(_ shape: Outline, to cover: SceneCover) {
        self.shape = shape
        let mass = Self.masses[shape.rawValue]
        radius = (cover.area / mass.area).squareRoot()
        centre = cover.centre
        let away = mass.centre * radius
        for step in -Self.turns...Self.turns {
            let angle = Self.mostTurn * Float(step) / Float(Self.turns)
            let turn = SIMD2(cosf(angle), sinf(angle))
            let centre = cover.centre - SIMD2(away.x * turn.x - away.y * turn.y, away.x * turn.y + away.y * turn.x)
            keep(cover, centre, radius, turn)
        }
        let turned = self
        for growth in Self.growths { keep(cover, turned.centre, turned.radius * growth, turn) }
        for shift in Self.shifts { keep(cover, centre + SIMD2(shift / Float(cover.width), 0), radius, turn) }
        for shift in Self.shifts { keep(cover, centre + SIMD2(0, shift / Float(cover.height)), radius, turn) }
    }

    private mutating func keep(_ cover: SceneCover, _ centre: SIMD2<Float>, _ radius: Float, _ turn: SIMD2<Float>) {
        let overlap = cover.overlap(with: shape, centre: centre, radius: radius, turn: turn)
        if overlap > self.overlap { (self.overlap, self.centre, self.radius, self.turn) = (overlap, centre, radius, turn) }
    }

    /// Area and middle of each outline of radius 1, by counting.
    private static let masses = Outline.allCases.map { outline -> (area: Float, centre: SIMD2<Float>) in
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
