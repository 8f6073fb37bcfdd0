import Glibc
import Raster

/// The fraction of each pixel that the shape covers. Coordinates are 0...1 across the image.
struct SceneSegmentation {
    let width: Int
    let height: Int
    /// The covered fraction of each pixel, 0...1.
    let coverage: [Float]
    /// The covered fraction of the image.
    let area: Float
    /// The centroid.
    let centre: SIMD2<Float>

    init?(_ image: Bitmap) {
        (width, height) = (image.width, image.height)
        let channels = image.channels
        let bright = (0..<width * height).map { i in Int(image.pixels[i * channels..<(i + 1) * channels].max() ?? 0) }
        guard let threshold = Self.threshold(bright) else { return nil }
        let isFront = bright.map { $0 > threshold }
        coverage = Self.unmixed(image, isFront) ?? Self.fromBrightness(bright, isFront)
        var sum: Float = 0, middle = SIMD2<Float>()
        for (i, fraction) in coverage.enumerated() {
            sum += fraction
            middle += fraction * (SIMD2(Float(i % width), Float(i / width)) + 0.5) / SIMD2(Float(width), Float(height))
        }
        guard sum > 0 else { return nil }
        area = sum / Float(width * height)
        centre = middle / sum
    }

    /// Coverage from brightness alone: linear between the means of background and shape.
    private static func fromBrightness(_ bright: [Int], _ isFront: [Bool]) -> [Float] {
        func mean(_ kind: Bool) -> Float {
            let values = bright.indices.filter { isFront[$0] == kind }.map { bright[$0] }
            return Float(values.reduce(0, +)) / Float(max(values.count, 1))
        }
        let ground = mean(false), front = mean(true)
        return bright.map { sharpened((Float($0) - ground) / (front - ground)) }
    }

    /// Fractions below 0.1 become 0, above 0.9 become 1: faint ripples of a large background would otherwise outweigh a small shape.
    private static func sharpened(_ fraction: Float) -> Float { min(max(fraction * 1.25 - 0.125, 0), 1) }

    /// Coverage from colour: each pixel as a least-squares mixture of the shape's and the background's colour, at any brightness.
    /// Nil where both have the same hue, as in grey images.
    private static func unmixed(_ image: Bitmap, _ isFront: [Bool]) -> [Float]? {
        guard image.channels == 3 else { return nil }
        let pixels = isFront.indices.map { i in
            SIMD3(Float(image.pixels[3 * i]), Float(image.pixels[3 * i + 1]), Float(image.pixels[3 * i + 2]))
        }
        func mean(_ kind: Bool) -> SIMD3<Float> {
            let members = isFront.indices.filter { isFront[$0] == kind }
            return members.reduce(SIMD3()) { $0 + pixels[$1] } / Float(max(members.count, 1))
        }
        let front = mean(true), ground = mean(false)
        let (ff, fg, gg) = ((front * front).sum(), (front * ground).sum(), (ground * ground).sum())
        let determinant = ff * gg - fg * fg
        // Below this limit the angle between the colours is less than twelve degrees.
        guard determinant > 0.04 * ff * gg else { return nil }
        return pixels.map { pixel in
            let (pf, pg) = ((pixel * front).sum(), (pixel * ground).sum())
            let x = max(0, (pf * gg - pg * fg) / determinant), y = max(0, (pg * ff - pf * fg) / determinant)
            return x + y > 0 ? sharpened(x / (x + y)) : 0
        }
    }

    /// Otsu's threshold (1979): the greatest variance between the two classes.
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
        var both: Float = 0, either = area * Float(width * height)
        let size = SIMD2(Float(width), Float(height)), pixel = 1 / Float(width)
        // Shapes fit the unit circle, and their edges are a pixel wide.
        let reach = radius + pixel
        func range(_ middle: Float, _ count: Int) -> Range<Int> {
            let first = max(0, Int((middle - reach) * Float(count))),
                end = min(count, Int((middle + reach) * Float(count)) + 1)
            return first..<max(first, end)
        }
        for y in range(centre.y, height) {
            for x in range(centre.x, width) {
                let fraction = coverage[y * width + x]
                let away = ((SIMD2(Float(x), Float(y)) + 0.5) / size - centre) / radius
                let turned = SIMD2(away.x * turn.x + away.y * turn.y, away.y * turn.x - away.x * turn.y)
                let outlined = min(max(0.5 - outline.distance(to: turned) * radius / pixel, 0), 1)
                both += min(fraction, outlined)
                either += max(fraction, outlined) - fraction
            }
        }
        return either > 0 ? both / either : 0
    }

    /// The colour with the nearest hue to that of the fully covered pixels.
    func colour(of image: Bitmap) -> SceneTraits.Colour? {
        var sum = SIMD3<Float>()
        for (i, fraction) in coverage.enumerated() where fraction > 0.9 {
            sum += SIMD3(Float(image.pixels[3 * i]), Float(image.pixels[3 * i + 1]), Float(image.pixels[3 * i + 2]))
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
