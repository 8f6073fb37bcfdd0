import Engine
import Raster
import Render

/// The pictures of the data that fit what is asked for, best first, each with how well it fits and its caption.
struct FindsPanel {
    var finds: Finds
    var theme: Theme
    var mosaic: Mosaic
    /// Steps towards larger pictures.
    var zoom: Int

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let words = "\(Numbers.grouped(finds.among)) pictures in \(Numbers.fixed(finds.milliseconds, 1)) ms"
        let inside = Panel(theme: theme).draw(into: &grid, area, title: [
            .init(text: "in the data", style: theme.style(.text, .bold)), .init(text: "  best first", style: theme.style(.dim)),
        ], right: [.init(text: words, style: theme.style(.dim))])
        guard let first = finds.pictures.first?.picture else { return }
        let width = min(max(18 + 4 * zoom, 8), max(inside.width - 1, 1)), height = max((width * first.height / first.width + 1) / 2, 1)
        let columns = max(inside.width / (width + 1), 1), rows = inside.height / (height + 2)
        for (place, found) in finds.pictures.prefix(columns * rows).enumerated() {
            let (x, y) = (inside.x + place % columns * (width + 1), inside.y + place / columns * (height + 2))
            grid.blit(mosaic.cells(of: found.picture, size: Size(width: width, height: height)), x: x, y: y)
            let score = found.score.map { Numbers.fixed(Double($0), 2) } ?? ""
            grid.put("\(place + 1)  \(score)", x: x, y: y + height, theme.style(.accent), limit: width)
            grid.put(found.caption, x: x, y: y + height + 1, theme.style(.dim), limit: width)
        }
    }
}
