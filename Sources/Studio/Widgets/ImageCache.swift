import Raster
import Render

/// The cells of the last images, so that a frame where only numbers changed does not average their pixels again.
package struct ImageCache {
    private struct Key: Equatable {
        var name: String
        var step: Int
        var layout: TileLayout
        var mosaic: Mosaic
    }

    /// Newest first.
    private var known: [(key: Key, tiles: [CellGrid])] = []
    private static let limit = 32

    package init() {}

    /// The cells of each tile of an image; `bitmaps` is called only where name, step, layout or mosaic differ from the last calls.
    mutating func tiles(of name: String, step: Int, layout: TileLayout, mosaic: Mosaic, bitmaps: () -> [Bitmap])
        -> [CellGrid]
    {
        let key = Key(name: name, step: step, layout: layout, mosaic: mosaic)
        if let index = known.firstIndex(where: { $0.key == key }) {
            known.insert(known.remove(at: index), at: 0)
            return known[0].tiles
        }
        let tiles = bitmaps().map { mosaic.cells(of: $0, size: layout.tile) }
        known = [(key, tiles)] + known.prefix(Self.limit - 1)
        return tiles
    }
}
