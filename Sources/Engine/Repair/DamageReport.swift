public import Raster

/// A method, and why it was taken.
public struct RepairChoice: Sendable {
    public let method: any RepairMethod
    public let reason: String
}

/// What damage looks like: how much, and how wide.
public struct DamageReport: Sendable, Equatable {
    public let count: Int
    public let share: Double
    /// Pixels from the middle of the widest damage to the nearest known pixel, by rows, columns and diagonals as steps of 1.
    public let deepest: Int

    /// Cost: three passes over the mask.
    public init(_ mask: Mask) {
        (count, share) = (mask.count, mask.share)
        deepest = Self.depth(mask)
    }

    /// Chebyshev distance to known pixels, in two passes (Rosenfeld and Pfaltz 1966). The picture's border is no known pixel.
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

    /// Damage deeper than this is a hole that only copied texture fills believably.
    static let deepestThin = 10
    /// More damaged pixels than this would take the non-local method minutes.
    static let mostForNonlocal = 4_000_000

    /// What `auto` takes.
    public var choice: RepairChoice {
        let percent = "\((share * 1000).rounded() / 10) % missing"
        if deepest > Self.deepestThin {
            return RepairChoice(method: PatchRepair(), reason: "a hole, \(percent), \(deepest) pixels from its middle to what is known: texture is copied")
        }
        if count > Self.mostForNonlocal {
            return RepairChoice(method: HarmonicRepair(), reason: "thin damage, \(percent), but too many pixels for a slower method")
        }
        return RepairChoice(method: NonlocalRepair(), reason: "thin or scattered damage, \(percent), nowhere deeper than \(deepest) pixels: "
            + "similar patches tell what is missing")
    }
}
