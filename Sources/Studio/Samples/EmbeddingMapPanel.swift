import Render

/// The data on the principal plane of the embedding space: each tile shows the image nearest to its centre; a mark shows the prompt.
struct EmbeddingMapPanel {
    let data: DataMap
    let theme: Theme
    let mosaic: Mosaic
    let zoom: Int
    let ascii: Bool

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let variance =
            "first two principal components of the embedding space, \(Int((data.map.explainedVariance * 100).rounded())) % of its variance"
        let all = Panel(theme: theme).draw(
            into: &grid, area, title: [.init(text: "embedding map", style: theme.style(.text, .bold))])
        let lines = Paragraph.draw(variance, into: &grid, all.inset(by: 1, 0), theme.style(.dim))
        let inside = all.splitTop(lines).rest
        let tile = tile(inside), columns = inside.width / tile.width, rows = inside.height / tile.height
        guard columns > 0, rows > 0 else { return }
        for (cell, index) in data.nearest(columns, rows) {
            let (x, y) = (inside.x + cell % columns * tile.width, inside.y + cell / columns * tile.height)
            grid.blit(
                mosaic.cells(of: data.images[index].image, size: Size(width: tile.width - 1, height: tile.height)),
                x: x, y: y)
        }
        guard let prompt = data.prompt else { return }
        let x = inside.x + Int((DataMap.clamped(prompt.x) + 1) / 2 * Float(inside.width - 1))
        let y = inside.y + Int((1 - DataMap.clamped(prompt.y)) / 2 * Float(inside.height - 1))
        grid.put(ascii ? "X" : "◆", x: x, y: y, TextStyle(theme[.accent], on: theme[.background], .bold))
    }

    /// Cells of a tile, with a free column on the right.
    private func tile(_ inside: Rect) -> Size {
        guard let image = data.images.first?.image else { return Size(width: 1, height: 1) }
        let width = min(max(inside.width / 17 + 2 * zoom, 6), max(inside.width, 1))
        return Size(width: width + 1, height: max((width * image.height / image.width + 1) / 2, 1))
    }
}
