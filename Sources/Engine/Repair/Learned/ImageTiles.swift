package import Runs

/// Tiles of one size over an image of any size, overlapping by half, with blending weights.
package struct ImageTiles {
    let width: Int, height: Int
    let tile: ImageSize
    /// The weights of a pixel by its column and its row in the tile: 1 at the edge, rising linearly to the middle.
    private let across: [Float], down: [Float]
    private let lefts: [Int], tops: [Int]

    package init(width: Int, height: Int, tile: ImageSize) {
        precondition(
            width > 0 && height > 0 && tile.shortSide > 0, "tiles of \(tile.text) over \(width) x \(height)")
        (self.width, self.height, self.tile) = (width, height, tile)
        (across, down) = (Self.weights(tile.width), Self.weights(tile.height))
        (lefts, tops) = (Self.starts(width, tile.width), Self.starts(height, tile.height))
    }

    /// Square tiles.
    package init(width: Int, height: Int, side: Int) {
        self.init(width: width, height: height, tile: ImageSize(side))
    }

    private static func weights(_ side: Int) -> [Float] { (0..<side).map { Float(min($0, side - 1 - $0) + 1) } }

    /// Pixels of a tile.
    var count: Int { tile.height * tile.width }

    /// First pixels of the tiles along an axis of `count` pixels: every half tile; the last tile ends at the image's border.
    private static func starts(_ count: Int, _ side: Int) -> [Int] {
        guard count > side else { return [0] }
        let step = max(1, side / 2)
        return Array(stride(from: 0, to: count - side, by: step)) + [count - side]
    }

    /// A tile by its upper left pixel. It extends beyond the right and lower border of an image that is smaller than a tile.
    package struct Tile: Hashable {
        let x: Int, y: Int
    }

    /// The tiles with at least one marked pixel.
    package func tiles(touching mask: [Bool]) -> [Tile] {
        tops.flatMap { y in
            lefts.compactMap { x in
                let tile = Tile(x: x, y: y)
                return pixels(of: tile).contains { mask[$0] } ? tile : nil
            }
        }
    }

    /// Indices of the image's pixels in a tile, row by row; the image is mirrored beyond its border.
    package func pixels(of tile: Tile) -> [Int] {
        (0..<count).map { position in
            Self.mirrored(tile.y + position / self.tile.width, height) * width
                + Self.mirrored(tile.x + position % self.tile.width, width)
        }
    }

    private static func mirrored(_ position: Int, _ count: Int) -> Int {
        guard count > 1 else { return 0 }
        let period = 2 * count - 2, wrapped = position % period
        return wrapped < count ? wrapped : period - wrapped
    }

    /// The blending weight of pixel `position` of a tile; 0 beyond the image's border.
    package func weight(_ position: Int, of tile: Tile) -> Float {
        let (x, y) = (position % self.tile.width, position / self.tile.width)
        return tile.x + x < width && tile.y + y < height ? across[x] * down[y] : 0
    }
}
