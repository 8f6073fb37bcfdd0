import Raster
import Render

/// The last picture as cells, so that a frame in which only numbers changed need not average its pixels again.
package struct PictureMemo {
    private struct Key: Equatable {
        var name: String
        var step: Int
        var layout: TileLayout
        var mosaic: Mosaic
    }

    private var last: (key: Key, cells: CellGrid)?

    package init() {}

    /// The cells of a picture; `bitmap` is called only when name, step, layout and mosaic are not those of the last call.
    mutating func cells(of name: String, step: Int, layout: TileLayout, mosaic: Mosaic, bitmap: () -> Bitmap) -> CellGrid {
        let key = Key(name: name, step: step, layout: layout, mosaic: mosaic)
        if let last, last.key == key { return last.cells }
        let size = Size(width: layout.cellWidth, height: layout.cellHeight)
        let cells = mosaic.cells(of: bitmap(), size: size)
        last = (key, cells)
        return cells
    }
}
