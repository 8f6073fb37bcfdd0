import Raster
import Render

/// The cells of the last image, so that a frame where only numbers changed does not average its pixels again.
package struct ImageCache {
    private struct Key: Equatable {
        var name: String
        var step: Int
        var layout: TileLayout
        var mosaic: Mosaic
    }

    private var last: (key: Key, cells: CellGrid)?

    package init() {}

    /// The cells of an image; `bitmap` is called only where name, step, layout or mosaic differ from the last call.
    mutating func cells(of name: String, step: Int, layout: TileLayout, mosaic: Mosaic, bitmap: () -> Bitmap)
        -> CellGrid
    {
        let key = Key(name: name, step: step, layout: layout, mosaic: mosaic)
        if let last, last.key == key { return last.cells }
        let size = Size(width: layout.cellWidth, height: layout.cellHeight)
        let cells = mosaic.cells(of: bitmap(), size: size)
        last = (key, cells)
        return cells
    }
}
