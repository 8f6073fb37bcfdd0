package import Raster

/// A method and the reason for choosing it.
package struct RepairChoice: Sendable {
    package let method: any RepairMethod
    package let reason: String
}

/// The amount, the depth and the kind of the damage that a mask marks.
package struct DamageReport: Sendable, Equatable {
    /// What damage looks like, which decides the method that suits it.
    package enum Kind: Sendable, Equatable {
        /// Single pixels, hairlines, letters: known pixels are at most 2 pixels away.
        case thin
        /// Wider lines, up to 20 pixels.
        case strokes
        /// Wider than strokes.
        case hole
    }

    /// Damaged pixels.
    package let count: Int
    /// Damaged pixels divided by all pixels, 0...1.
    package let fraction: Double
    /// The largest Chebyshev distance of a damaged pixel to the nearest known one, in pixels.
    package let depth: Int

    /// The fraction of the damaged pixels that are more than `maxThinDepth` pixels from a known one, 0...1.
    package let wideFraction: Double

    /// The fraction that is more than `maxStrokeDepth` pixels from a known one, 0...1.
    package let deepFraction: Double

    /// Cost: three passes over the mask.
    package init(_ mask: Mask) {
        (count, fraction) = (mask.count, mask.fraction)
        let depths = Self.depths(mask)
        depth = depths.deepest
        wideFraction = Double(depths.wide) / Double(max(1, count))
        deepFraction = Double(depths.deep) / Double(max(1, count))
    }

    /// The largest distance to known pixels and the numbers of pixels beyond `maxThinDepth` and `maxStrokeDepth`.
    private static func depths(_ mask: Mask) -> (deepest: Int, wide: Int, deep: Int) {
        let far = Int32(mask.width + mask.height)
        var deepest: Int32 = 0, wide = 0, deep = 0
        for reached in distances(mask) {
            if reached < far { deepest = max(deepest, reached) }
            if reached > maxThinDepth { wide += 1 }
            if reached > maxStrokeDepth { deep += 1 }
        }
        return (Int(deepest), wide, deep)
    }

    /// The Chebyshev distance of each pixel to the nearest known one, 0 where it is known, width + height where none is; in two passes
    /// (Rosenfeld and Pfaltz 1966). Pixels beyond the border are not known.
    static func distances(_ mask: Mask) -> [Int32] {
        let (w, h) = (mask.width, mask.height), far = Int32(w + h)
        var distances = mask.damaged.map { $0 ? far : 0 }
        distances.withUnsafeMutableBufferPointer { distance in
            func relax(_ i: Int, _ x: Int, _ y: Int, _ d: Int) {
                guard distance[i] > 0 else { return }
                var best = distance[i]
                if x > 0 { best = min(best, distance[i - 1] + 1) }
                if x < w - 1 { best = min(best, distance[i + 1] + 1) }
                let row = i + d * w
                if y + d >= 0, y + d < h {
                    best = min(best, distance[row] + 1)
                    if x > 0 { best = min(best, distance[row - 1] + 1) }
                    if x < w - 1 { best = min(best, distance[row + 1] + 1) }
                }
                distance[i] = best
            }
            for y in 0..<h { for x in 0..<w { relax(y * w + x, x, y, -1) } }
            for y in (0..<h).reversed() { for x in (0..<w).reversed() { relax(y * w + x, x, y, 1) } }
        }
        return distances
    }

    /// Damage at most this many pixels deep leaves known pixels in every small patch.
    static let maxThinDepth = 2
    /// Damage deeper than this many pixels is a hole, which only copied texture fills well, where enough of it is: strokes that cross are
    /// deeper in a few places.
    static let maxStrokeDepth = 10
    private static let leastDeepFraction = 0.05
    /// Damage deeper than this is a hole wherever it is.
    private static let maxCrossingDepth = 16
    /// With fewer of the damaged pixels wide than this, the damage is thin: scratches of 3 to 5 pixels have some 5 %, for which `sparse-dct`
    /// was measured at 0.05 dB more in four times the time.
    private static let leastWideFraction = 0.2
    /// With more damaged pixels than this, a slower method takes minutes.
    package static let maxPixelsForNLBayes = 4_000_000
    private static let maxPixelsForSparseDCT = 400_000

    /// The kind of most of the damage, or of its deepest part where that is a hole.
    package var kind: Kind {
        if depth > Self.maxCrossingDepth || deepFraction >= Self.leastDeepFraction { return .hole }
        return wideFraction < Self.leastWideFraction ? .thin : .strokes
    }

    /// The method that `auto` uses where all of the damage is repaired by one.
    package var choice: RepairChoice {
        let percent = "\((fraction * 1000).rounded() / 10) % missing"
        if kind != .hole, count > Self.maxPixelsForNLBayes {
            return RepairChoice(
                method: LaplaceRepair(), reason: "thin damage, \(percent), but too many pixels for a slower method")
        }
        switch kind {
        case .hole:
            return RepairChoice(
                method: PatchMatchRepair(), reason: "a hole, \(percent), \(depth) pixels deep: texture is copied")
        case .strokes where count <= Self.maxPixelsForSparseDCT:
            return RepairChoice(
                method: SparseDCTRepair(),
                reason: "strokes, \(percent), \(depth) pixels deep, \(Int((wideFraction * 100).rounded())) % of them "
                    + "more than \(Self.maxThinDepth) pixels from a known one: patterns are continued over them")
        case .strokes, .thin:
            let kind = kind == .thin ? "thin or scattered damage" : "strokes over many pixels"
            return RepairChoice(
                method: NLBayesRepair(),
                reason: "\(kind), \(percent), at most \(depth) pixels deep: "
                    + "missing values are estimated from similar patches")
        }
    }
}
