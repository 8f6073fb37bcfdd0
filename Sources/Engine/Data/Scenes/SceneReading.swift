public import Raster
import Glibc

/// What a picture is seen to show: the measure of whether a generated one obeys its caption.
///
/// The shape is told from the ground by Otsu's threshold (1979), and compared with each outline, brought to the same area and
/// middle and turned by steps, as far as scenes turn it; the best overlap wins. Cost: every pixel for each outline and
/// each of 13 turns.
public struct SceneReading: Sendable, Equatable {
    public var traits: SceneTraits
    /// Overlap of what is seen with the shape it was taken for, 0...1: intersection over union. Shapes as drawn reach 0.8.
    public var overlap: Float

    /// Reads a picture, nil where it is of one brightness all over.
    public init?(_ picture: Bitmap) {
        guard let cover = Cover(picture) else { return nil }
        var best: (overlap: Float, shape: Outline, centre: SIMD2<Float>, radius: Float)?
        for shape in Outline.allCases {
            let mass = Self.masses[shape.rawValue]
            let radius = (cover.area / mass.area).squareRoot()
            for step in -Self.steps...Self.steps {
                let angle = Self.mostTurn * Float(step) / Float(Self.steps)
                let turn = SIMD2(cosf(angle), sinf(angle))
                let away = mass.centre * radius
                let centre = cover.centre - SIMD2(away.x * turn.x - away.y * turn.y, away.x * turn.y + away.y * turn.x)
                let overlap = cover.overlap(with: shape, centre: centre, radius: radius, turn: turn)
                if overlap > best?.overlap ?? -1 { best = (overlap, shape, centre, radius) }
            }
        }
        guard let best else { return nil }
        let extent = SceneTraits.Extent.allCases.min { Self.distance(best.radius, $0) < Self.distance(best.radius, $1) } ?? .medium
        let place = SceneTraits.Place(column: Self.side(best.centre.x), row: Self.side(best.centre.y))
        traits = SceneTraits(shape: best.shape, colour: picture.channels == 3 ? cover.colour(of: picture) : nil, extent: extent, place: place)
        overlap = best.overlap
    }

    /// Turns tried to either side, up to so many radians: half as far again as a scene turns its shape.
    private static let steps = 6, mostTurn = Scene.tilt * 1.5

    private static func distance(_ radius: Float, _ extent: SceneTraits.Extent) -> Float {
        abs(radius - (extent.radii.lowerBound + extent.radii.upperBound) / 2)
    }

    /// -1, 0 or 1: a shape in the middle is at most 0.04 away from it, one at a side at least 0.11.
    private static func side(_ place: Float) -> Int { place < 0.5 - 0.075 ? -1 : place > 0.5 + 0.075 ? 1 : 0 }

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

/// How much of each pixel the shape covers, and where that is; coordinates run from 0 to 1 across the picture.
private struct Cover {
    let width: Int
    let height: Int
    let shares: [Float]
    /// As a part of the picture.
    let area: Float
    let centre: SIMD2<Float>

    init?(_ picture: Bitmap) {
        (width, height) = (picture.width, picture.height)
        let channels = picture.channels
        let bright = (0..<width * height).map { i in Int(picture.pixels[i * channels..<(i + 1) * channels].max() ?? 0) }
        guard let threshold = Self.threshold(bright) else { return nil }
        let isFront = bright.map { $0 > threshold }
        shares = Self.mixture(picture, isFront) ?? Self.heights(bright, isFront)
        var sum: Float = 0, middle = SIMD2<Float>()
        for (i, share) in shares.enumerated() {
            sum += share
            middle += share * (SIMD2(Float(i % width), Float(i / width)) + 0.5) / SIMD2(Float(width), Float(height))
        }
        guard sum > 0 else { return nil }
        area = sum / Float(width * height)
        centre = middle / sum
    }

    /// A pixel at the edge is as much above the ground as the shape covers of it.
    private static func heights(_ bright: [Int], _ isFront: [Bool]) -> [Float] {
        func mean(_ kind: Bool) -> Float {
            let values = bright.indices.filter { isFront[$0] == kind }.map { bright[$0] }
            return Float(values.reduce(0, +)) / Float(max(values.count, 1))
        }
        let ground = mean(false), front = mean(true)
        return bright.map { min(max((Float($0) - ground) / (front - ground) * 1.25 - 0.125, 0), 1) }
    }

    /// How much of each pixel is of the front's colour and how much of the ground's, whatever light falls on them: least squares.
    /// Nil where the two are one colour, as they are in grey.
    private static func mixture(_ picture: Bitmap, _ isFront: [Bool]) -> [Float]? {
        guard picture.channels == 3 else { return nil }
        let pixels = isFront.indices.map { i in
            SIMD3(Float(picture.pixels[3 * i]), Float(picture.pixels[3 * i + 1]), Float(picture.pixels[3 * i + 2]))
        }
        func mean(_ kind: Bool) -> SIMD3<Float> {
            let own = isFront.indices.filter { isFront[$0] == kind }
            return own.reduce(SIMD3()) { $0 + pixels[$1] } / Float(max(own.count, 1))
        }
        let front = mean(true), ground = mean(false)
        let (ff, fg, gg) = ((front * front).sum(), (front * ground).sum(), (ground * ground).sum())
        let determinant = ff * gg - fg * fg
        // Below this the colours are within some twelve degrees of each other.
        guard determinant > 0.04 * ff * gg else { return nil }
        return pixels.map { pixel in
            let (pf, pg) = ((pixel * front).sum(), (pixel * ground).sum())
            let x = max(0, (pf * gg - pg * fg) / determinant), y = max(0, (pg * ff - pf * fg) / determinant)
            return x + y > 0 ? x / (x + y) : 0
        }
    }

    /// The value that parts the two kinds of pixels best: the greatest variance between them.
    private static func threshold(_ values: [Int]) -> Int? {
        var counts = [Int](repeating: 0, count: 256)
        for value in values { counts[value] += 1 }
        let total = Double(values.count), all = Double(values.reduce(0, +))
        var below = 0.0, sum = 0.0
        var best: (variance: Double, value: Int)?
        for value in 0..<255 {
            below += Double(counts[value])
            sum += Double(counts[value] * value)
            guard below > 0, below < total else { continue }
            let difference = sum / below - (all - sum) / (total - below)
            let variance = below * (total - below) * difference * difference
            if variance > best?.variance ?? 0 { best = (variance, value) }
        }
        return best?.value
    }

    /// Intersection over union with an outline.
    func overlap(with outline: Outline, centre: SIMD2<Float>, radius: Float, turn: SIMD2<Float>) -> Float {
        var both: Float = 0, either: Float = 0
        let size = SIMD2(Float(width), Float(height)), pixel = 1 / Float(width)
        for (i, share) in shares.enumerated() {
            let away = ((SIMD2(Float(i % width), Float(i / width)) + 0.5) / size - centre) / radius
            // Shapes fit the unit circle, so what is well outside it is not covered.
            let isFar = (away * away).sum() > 1.5
            let turned = SIMD2(away.x * turn.x + away.y * turn.y, away.y * turn.x - away.x * turn.y)
            let drawn = isFar ? 0 : min(max(0.5 - outline.distance(to: turned) * radius / pixel, 0), 1)
            both += min(share, drawn)
            either += max(share, drawn)
        }
        return either > 0 ? both / either : 0
    }

    /// The colour whose hue is nearest to that of what is covered.
    func colour(of picture: Bitmap) -> SceneTraits.Colour? {
        var sum = SIMD3<Float>()
        for (i, share) in shares.enumerated() where share > 0.9 {
            sum += SIMD3(Float(picture.pixels[3 * i]), Float(picture.pixels[3 * i + 1]), Float(picture.pixels[3 * i + 2]))
        }
        // The angle in the plane across the grey axis.
        let hue = atan2f(sum.y * 0.8660254 - sum.z * 0.8660254, sum.x - (sum.y + sum.z) / 2) / (2 * .pi)
        func distance(_ colour: SceneTraits.Colour) -> Float {
            let turns = hue - colour.hue
            return abs(turns - turns.rounded())
        }
        return SceneTraits.Colour.allCases.min { distance($0) < distance($1) }
    }
}
