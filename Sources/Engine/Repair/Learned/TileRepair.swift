import Datasets
package import Raster

/// Repairs an image tile by tile, from the rim of its holes inward: tiles with the most known pixels first; their output is known to the
/// next pass. Tiles of one pass are blended where they overlap.
package struct TileRepair {
    private let tiling: ImageTiles
    private let channels: Int
    private let keepsContent: Bool
    private var image: Bitmap
    private var missing: [Bool]
    private let total: Int

    /// A pass repairs the tiles with at most `commonFraction` missing pixels, or with at most `tolerance` more than the best tile.
    private static let commonFraction: Float = 0.5, tolerance: Float = 0.1
    private static let batchSize = 64

    package init(_ image: Bitmap, _ mask: Mask, tiling: ImageTiles, keepsContent: Bool) {
        (self.image, self.tiling, self.keepsContent) = (image, tiling, keepsContent)
        (channels, missing, total) = (image.channels, mask.damaged, mask.count)
    }

    /// - Parameter network: maps damaged tiles (N, H·W·(C + 1)) to repaired tiles (N, H·W·C), values in -1...1.
    /// - Throws: `RepairStopped`, and what `network` throws.
    package func run(_ watch: RepairWatch, _ network: ([Float]) throws -> [Float]) throws -> Bitmap {
        var work = self
        var waiting = tiling.tiles(touching: missing)
        while !waiting.isEmpty {
            let fractions = waiting.map { tile in work.missingFraction(tile) }
            let limit = keepsContent ? 1 : max(Self.commonFraction, (fractions.min() ?? 0) + Self.tolerance)
            try work.repair(zip(waiting, fractions).filter { $0.1 <= limit }.map(\.0), watch, network)
            waiting = waiting.filter { tile in tiling.pixels(of: tile).contains { work.missing[$0] } }
        }
        watch.progress("tiles", 1)
        return work.image
    }

    private func missingFraction(_ tile: ImageTiles.Tile) -> Float {
        let pixels = tiling.pixels(of: tile)
        return Float(pixels.count { missing[$0] }) / Float(pixels.count)
    }

    /// One pass: every missing pixel of `tiles` becomes the weighted mean of their outputs.
    private mutating func repair(
        _ tiles: [ImageTiles.Tile], _ watch: RepairWatch, _ network: ([Float]) throws -> [Float]
    ) throws {
        var sums = [Float](repeating: 0, count: missing.count * channels),
            weights = [Float](repeating: 0, count: missing.count)
        let before = Float(missing.count { $0 })
        for start in stride(from: 0, to: tiles.count, by: Self.batchSize) {
            let some = tiles[start..<min(start + Self.batchSize, tiles.count)]
            let done = 1 - before / Float(total) * (1 - Float(start) / Float(tiles.count))
            try watch.report("tiles", Double(done))
            let outputs = try network(some.flatMap(input))
            try watch.check()
            for (index, tile) in some.enumerated() {
                for (position, pixel) in tiling.pixels(of: tile).enumerated() where missing[pixel] {
                    let weight = tiling.weight(position, of: tile)
                    guard weight > 0 else { continue }
                    let from = (index * tiling.count + position) * channels
                    for c in 0..<channels { sums[pixel * channels + c] += weight * outputs[from + c] }
                    weights[pixel] += weight
                }
            }
        }
        for pixel in missing.indices where weights[pixel] > 0 {
            for c in 0..<channels {
                image.pixels[pixel * channels + c] = Pixels.byte(sums[pixel * channels + c] / weights[pixel])
            }
            missing[pixel] = false
        }
    }

    /// A tile as the network's input, (H·W·(C + 1)).
    private func input(_ tile: ImageTiles.Tile) -> [Float] {
        tiling.pixels(of: tile).flatMap { pixel -> [Float] in
            let isMissing = missing[pixel]
            let known = (0..<channels).map {
                isMissing && !keepsContent ? 0 : Float(image.pixels[pixel * channels + $0]) * (2 / 255) - 1
            }
            return known + [isMissing ? 1 : 0]
        }
    }
}
