import Raster
import Render

/// An image as large as an area allows, centred, with its proportions.
enum BitmapView {
    static func draw(_ image: Bitmap, _ mosaic: Mosaic, into grid: inout CellGrid, _ area: Rect) {
        guard area.width > 0, area.height > 0, image.width > 0, image.height > 0 else { return }
        let scale = min(Double(area.width) / Double(image.width), 2 * Double(area.height) / Double(image.height))
        let size = Size(
            width: max(Int(Double(image.width) * scale), 1), height: max(Int(Double(image.height) * scale / 2), 1))
        let position = area.centered(size)
        grid.blit(mosaic.cells(of: image, size: size), x: position.x, y: position.y)
    }
}
