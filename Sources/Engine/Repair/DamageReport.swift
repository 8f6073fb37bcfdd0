package import Raster

/// A method and the reason for choosing it.
package struct RepairChoice: Sendable {
    package let method: any RepairMethod
    package let reason: String
}

/// The amount and the depth of the damage that a mask marks.
package struct DamageReport: Sendable, Equatable {
    /// Damaged pixels.
    package let count: Int
    /// Damaged pixels divided by all pixels, 0...1.
    package let fraction: Double
    /// The largest Chebyshev distance of a damaged pixel to the nearest known one, in pixels.
    package let depth: Int

    /// Cost: three passes over the mask.
    package init(_ mask: Mask) {
        (count, fraction) = (mask.count, mask.fraction)
        depth = Self.depth(mask)
    }

    /// Chebyshev distance to known pixels, in two passes (Rosenfeld and Pfaltz 1966). Pixels beyond the border are not known.
    private static func depth(_ mask: Mask) -> Int {
        let (w, h) = (mask.width, mask.height), far = w + h
        guard w > 0, h > 0 else { return 0 }
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
        var deepest = 0
        for y in (0..<h).reversed() {
            for x in (0..<w).reversed() {
                relax(y * w + x, x, y, 1)
                if distance[y * w + x] < far { deepest = max(deepest, distance[y * w + x]) }
            }
        }
        return deepest
    }

    /// Damage deeper than this many pixels is a hole, which only copied texture fills well.
    static let maxThinDepth = 10
    /// With more damaged pixels than this, `nl-bayes` takes minutes.
    package static let maxPixelsForNLBayes = 4_000_000

    /// The method that `auto` uses for this damage.
    package var choice: RepairChoice {
        let percent = "\((fraction * 1000).rounded() / 10) % missing"
        if depth > Self.maxThinDepth {
            return RepairChoice(
                method: PatchMatchRepair(), reason: "a hole, \(percent), \(depth) pixels deep: texture is copied")
        }
        if count > Self.maxPixelsForNLBayes {
            return RepairChoice(
                method: LaplaceRepair(), reason: "thin damage, \(percent), but too many pixels for a slower method")
        }
        return RepairChoice(
            method: NLBayesRepair(),
            reason: "thin or scattered damage, \(percent), at most \(depth) pixels deep: "
                + "missing values are estimated from similar patches")
    }
}
