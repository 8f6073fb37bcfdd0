import Raster

/// Squares of one size over a picture of any size, each overlapping its neighbours by half, and the weights that blend what is made of them.
package struct PictureTiles {
    let width: Int, height: Int, side: Int
    /// A pixel's weight by its place along a tile: most in the middle, never 0.
    let weights: [Float]
    private let lefts: [Int], tops: [Int]

    package init(width: Int, height: Int, side: Int) {
        precondition(width > 0 && height > 0 && side > 0, "tiles of \(side) over \(width) x \(height)")
        (self.width, self.height, self.side) = (width, height, side)
        weights = (0..<side).map { Float(min($0, side - 1 - $0) + 1) }
        (lefts, tops) = (Self.starts(width, side), Self.starts(height, side))
    }

    /// Where tiles begin along an axis: every half side, the last one ends where the picture does.
    private static func starts(_ extent: Int, _ side: Int) -> [Int] {
        guard extent > side else { return [0] }
        let step = max(1, side / 2)
        return Array(stride(from: 0, to: extent - side, by: step)) + [extent - side]
    }

    /// A tile by its corner. Where the picture is smaller than a tile, the tile reaches beyond its right and lower border.
    package struct Tile: Hashable {
        let x: Int, y: Int
    }

    /// Those that hold marked pixels.
    package func tiles(touching mask: [Bool]) -> [Tile] {
        tops.flatMap { y in
            lefts.compactMap { x in
                let tile = Tile(x: x, y: y)
                return pixels(of: tile).contains { mask[$0] } ? tile : nil
            }
        }
    }

    /// Indices of the picture's pixels under a tile, row by row; beyond the border the picture is mirrored.
    package func pixels(of tile: Tile) -> [Int] {
        (0..<side * side).map { place in
            Self.mirrored(tile.y + place / side, height) * width + Self.mirrored(tile.x + place % side, width)
        }
    }

    private static func mirrored(_ place: Int, _ extent: Int) -> Int {
        guard extent > 1 else { return 0 }
        let period = 2 * extent - 2, wrapped = place % period
        return wrapped < extent ? wrapped : period - wrapped
    }

    /// The weight of pixel `place` of a tile; 0 for one beyond the picture's border.
    package func weight(_ place: Int, of tile: Tile) -> Float {
        let (x, y) = (place % side, place / side)
        return tile.x + x < width && tile.y + y < height ? weights[x] * weights[y] : 0
    }
}
