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
    private var known: [(key: Key, cells: CellGrid)] = []
    private static let limit = 32

    package init() {}

    /// The cells of an image; `bitmap` is called only where name, step, layout or mosaic differ from the last calls.
    mutating func cells(of name: String, step: Int, layout: TileLayout, mosaic: Mosaic, bitmap: () -> Bitmap)
        -> CellGrid
    {
        let key = Key(name: name, step: step, layout: layout, mosaic: mosaic)
        if let index = known.firstIndex(where: { $0.key == key }) {
            known.insert(known.remove(at: index), at: 0)
            return known[0].cells
        }
        let size = Size(width: layout.cellWidth, height: layout.cellHeight)
        let cells = mosaic.cells(of: bitmap(), size: size)
        known = [(key, cells)] + known.prefix(Self.limit - 1)
        return cells
    }
}
