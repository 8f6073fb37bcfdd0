package import Raster

/// A picture that is repaired tile by tile, from the rim of its holes inwards: first the tiles of which most is known, and what they gave
/// is known to the next. Tiles of one round are blended where they overlap.
package struct TileRepair {
    private let tiling: PictureTiles
    private let channels: Int
    private let keepsContent: Bool
    private var picture: Bitmap
    private var missing: [Bool]
    private let total: Int

    /// Tiles that lack at most this share are repaired in the same round, and those that lack little more than the best of the others.
    private static let often: Float = 0.5, tolerance: Float = 0.1
    private static let atOnce = 64

    package init(_ picture: Bitmap, _ mask: Mask, tiling: PictureTiles, keepsContent: Bool) {
        (self.picture, self.tiling, self.keepsContent) = (picture, tiling, keepsContent)
        (channels, missing, total) = (picture.channels, mask.damaged, mask.count)
    }

    /// - Parameter network: (N, side² · (C + 1)) damaged tiles to (N, side² · C) repaired ones, all in -1...1.
    /// - Throws: `RepairStopped`, and what the network throws.
    package func run(_ watch: RepairWatch, _ network: ([Float]) throws -> [Float]) throws -> Bitmap {
        var work = self
        var waiting = tiling.tiles(touching: missing)
        while !waiting.isEmpty {
            let shares = waiting.map { tile in work.missingShare(tile) }
            let limit = keepsContent ? 1 : max(Self.often, (shares.min() ?? 0) + Self.tolerance)
            try work.repair(zip(waiting, shares).filter { $0.1 <= limit }.map(\.0), watch, network)
            waiting = waiting.filter { tile in tiling.pixels(of: tile).contains { work.missing[$0] } }
        }
        watch.progress("tiles", 1)
        return work.picture
    }

    private func missingShare(_ tile: PictureTiles.Tile) -> Float {
        let pixels = tiling.pixels(of: tile)
        return Float(pixels.count { missing[$0] }) / Float(pixels.count)
    }

    /// One round: every pixel that is missing under one of `tiles` gets the mean of what they make of it.
    private mutating func repair(_ tiles: [PictureTiles.Tile], _ watch: RepairWatch, _ network: ([Float]) throws -> [Float]) throws {
        var sums = [Float](repeating: 0, count: missing.count * channels), weights = [Float](repeating: 0, count: missing.count)
        let before = Float(missing.count { $0 })
        for start in stride(from: 0, to: tiles.count, by: Self.atOnce) {
            let some = tiles[start..<min(start + Self.atOnce, tiles.count)]
            let done = 1 - before / Float(total) * (1 - Float(start) / Float(tiles.count))
            try watch.report("tiles", Double(done))
            let numbers = try network(some.flatMap(damaged))
            for (number, tile) in some.enumerated() {
                for (place, pixel) in tiling.pixels(of: tile).enumerated() where missing[pixel] {
                    let weight = tiling.weight(place, of: tile)
                    guard weight > 0 else { continue }
                    let from = (number * tiling.side * tiling.side + place) * channels
                    for c in 0..<channels { sums[pixel * channels + c] += weight * numbers[from + c] }
                    weights[pixel] += weight
                }
            }
        }
        for pixel in missing.indices where weights[pixel] > 0 {
            for c in 0..<channels { picture.pixels[pixel * channels + c] = Pixels.byte(sums[pixel * channels + c] / weights[pixel]) }
            missing[pixel] = false
        }
    }

    /// A tile as the network takes it.
    private func damaged(_ tile: PictureTiles.Tile) -> [Float] {
        tiling.pixels(of: tile).flatMap { pixel -> [Float] in
            let isMissing = missing[pixel]
            let known = (0..<channels).map { isMissing && !keepsContent ? 0 : Float(picture.pixels[pixel * channels + $0]) * (2 / 255) - 1 }
            return known + [isMissing ? 1 : 0]
        }
    }
}
