import Render

/// The images of the data that match the prompt, best first, with score and caption.
struct SearchPanel {
    let results: SearchResults
    let theme: Theme
    let mosaic: Mosaic
    /// Steps towards larger images.
    let zoom: Int

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let count = "\(Numbers.grouped(results.searched)) images in \(Numbers.fixed(results.milliseconds, 1)) ms"
        var inside = Panel(theme: theme).draw(
            into: &grid, area,
            title: [
                .init(text: "search results", style: theme.style(.text, .bold)),
                .init(text: "  best first, with cosine similarity", style: theme.style(.dim)),
            ], right: [.init(text: count, style: theme.style(.dim))])
        guard let first = results.images.first?.image else { return }
        if let warning = results.warning {
            let lines = Paragraph.wrapped(warning, width: inside.width - 2)
            for (index, line) in lines.enumerated() {
                grid.put(line, x: inside.x + 1, y: inside.y + index, theme.style(.bad, .bold))
            }
            inside = inside.splitTop(lines.count).rest
        }
        func height(_ width: Int) -> Int { max((width * first.height / first.width + 1) / 2, 1) }
        func filled(_ width: Int) -> Int {
            inside.width / (width + 1) * (inside.height / (height(width) + 2)) * width * height(width)
        }
        let best = (10...20).max { filled($0) < filled($1) } ?? 16
        let width = min(max(best + 2 * zoom, 6), max(inside.width - 1, 1)), height = height(width)
        let columns = max(inside.width / (width + 1), 1), rows = inside.height / (height + 2)
        for (index, found) in results.images.prefix(columns * rows).enumerated() {
            let (x, y) = (inside.x + index % columns * (width + 1), inside.y + index / columns * (height + 2))
            grid.blit(mosaic.cells(of: found.image, size: Size(width: width, height: height)), x: x, y: y)
            let score = found.score.map { Numbers.fixed(Double($0), 2) } ?? ""
            grid.put("\(index + 1)  \(score)", x: x, y: y + height, theme.style(.accent), limit: width)
            grid.put(found.caption, x: x, y: y + height + 1, theme.style(.dim), limit: width)
        }
    }
}
