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

    /// Cost: three passes over the mask.
    package init(_ mask: Mask) {
        (count, fraction) = (mask.count, mask.fraction)
        let depths = Self.depths(mask)
        depth = depths.deepest
        wideFraction = Double(depths.wide) / Double(max(1, count))
    }

    /// The largest Chebyshev distance to known pixels and the number of pixels beyond `maxThinDepth`, in two passes (Rosenfeld and Pfaltz
    /// 1966). Pixels beyond the border are not known.
    private static func depths(_ mask: Mask) -> (deepest: Int, wide: Int) {
        let (w, h) = (mask.width, mask.height), far = w + h
        guard w > 0, h > 0 else { return (0, 0) }
        var distance = mask.damaged.map { $0 ? far : 0 }
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
        var deepest = 0, wide = 0
        for y in (0..<h).reversed() {
            for x in (0..<w).reversed() {
                relax(y * w + x, x, y, 1)
                let reached = distance[y * w + x]
                if reached < far { deepest = max(deepest, reached) }
                if reached > maxThinDepth { wide += 1 }
            }
        }
        return (deepest, wide)
    }

    /// Damage at most this many pixels deep leaves known pixels in every small patch.
    static let maxThinDepth = 2
    /// Damage deeper than this many pixels is a hole, which only copied texture fills well.
    static let maxStrokeDepth = 10
    /// With fewer of the damaged pixels wide than this, the wide ones do not matter: chance makes some in scattered damage.
    private static let leastWideFraction = 0.02
    /// With more damaged pixels than this, `nl-bayes` takes minutes.
    package static let maxPixelsForNLBayes = 4_000_000

    /// The kind of most of the damage, or of its deepest part where that is a hole.
    package var kind: Kind {
        if depth > Self.maxStrokeDepth { return .hole }
        return wideFraction < Self.leastWideFraction ? .thin : .strokes
    }

    /// The method that `auto` uses for this damage.
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
        case .strokes:
            return RepairChoice(
                method: SparseDCTRepair(),
                reason: "strokes, \(percent), \(depth) pixels deep, \(Int((wideFraction * 100).rounded())) % of them "
                    + "more than \(Self.maxThinDepth) pixels from a known one: patterns are continued over them")
        case .thin:
            return RepairChoice(
                method: NLBayesRepair(),
                reason: "thin or scattered damage, \(percent), at most \(depth) pixels deep: "
                    + "missing values are estimated from similar patches")
        }
    }
}
