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
            ], right: [.init(text: count, style: theme.style(.dim), isOptional: true)])
        guard let first = results.images.first?.image else { return }
        if let warning = results.warning {
            let lines = Paragraph.wrapped(warning, width: inside.width - 2)
            for (index, line) in lines.enumerated() {
                grid.put(line, x: inside.x + 1, y: inside.y + index, theme.style(.bad, .bold))
            }
            inside = inside.splitTop(lines.count).rest
        }
        func height(_ width: Int) -> Int { max((width * first.height / first.width + 1) / 2, 1) }
        // Below an image: its number and score, then the whole caption.
        func lines(_ width: Int) -> Int {
            1 + max(results.images.map { Paragraph.wrapped($0.caption, width: width).count }.max() ?? 1, 1)
        }
        func filled(_ width: Int) -> Int {
            inside.width / (width + 1) * (inside.height / (height(width) + lines(width))) * width * height(width)
        }
        // Larger images where long captions need the columns.
        let roomy = (10...max(inside.width - 1, 10)).filter { lines($0) + 3 <= inside.height }
        let best = roomy.filter { $0 <= 20 }.max { filled($0) < filled($1) } ?? roomy.first ?? max(inside.width - 1, 10)
        let width = min(max(best + 2 * zoom, roomy.first ?? 6), max(inside.width - 1, 1)), below = lines(width)
        // A long caption takes rows of the image.
        let height = min(height(width), max(inside.height - below, 1)), pitch = height + below
        let columns = max(inside.width / (width + 1), 1), rows = max(inside.height / pitch, 1)
        for (index, found) in results.images.prefix(columns * rows).enumerated() {
            let (x, y) = (inside.x + index % columns * (width + 1), inside.y + index / columns * pitch)
            grid.blit(mosaic.cells(of: found.image, size: Size(width: width, height: height)), x: x, y: y)
            let score = found.score.map { Numbers.fixed(Double($0), 2) } ?? ""
            let number = "\(index + 1)"
            let label = CellGrid.columns(of: number + score) + 2 <= width ? number + "  " + score : number
            grid.put(label, x: x, y: y + height, theme.style(.accent))
            let caption = Rect(x: x, y: y + height + 1, width: width, height: inside.bottom - y - height - 1)
            Paragraph.draw(found.caption, into: &grid, caption, theme.style(.dim))
        }
    }
}
