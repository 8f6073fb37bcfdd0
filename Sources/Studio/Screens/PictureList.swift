import Raster
import Render

/// The files of a folder, and what the selected one looks like.
struct PictureList {
    var model: Model
    var theme: Theme

    private func parts(_ area: Rect) -> (list: Rect, preview: Rect) {
        let (left, right) = area.splitLeft(min(area.width / 2, 60))
        return (left, right)
    }

    private func top(_ rows: Int) -> Int { max(min(model.repair.row - rows / 2, model.shownFiles.count - rows), 0) }

    /// The file under a click; nil beside them.
    func row(atX x: Int, y: Int, _ area: Rect) -> Int? {
        let inside = parts(area).list.inset(by: 1, 1)
        guard inside.contains(x: x, y: y) else { return nil }
        let index = y - inside.y + top(inside.height)
        return model.shownFiles.indices.contains(index) ? index : nil
    }

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let (list, preview) = parts(area), files = model.shownFiles, filter = model.filter(.repair)
        var title: [Panel.Part] = [.init(text: "pictures ", style: theme.style(.text, .bold)),
                                   .init(text: model.repair.folder, style: theme.style(.dim))]
        if model.isFiltering || !filter.isEmpty {
            title.append(.init(text: "  /" + filter + (model.isFiltering ? "_" : ""), style: theme.style(.accent, .bold)))
        }
        let inside = Panel(theme: theme).draw(into: &grid, list, title: title)
        if files.isEmpty {
            let text = filter.isEmpty ? "looking" : "no name matches"
            grid.put(text, x: inside.x + 2, y: inside.y + 1, theme.style(.dim), limit: inside.width - 3)
        }
        let top = top(inside.height), selected = min(model.repair.row, max(files.count - 1, 0))
        for (i, file) in files.enumerated().dropFirst(top).prefix(inside.height) {
            let y = inside.y + i - top
            let size = file.isFolder ? "" : Numbers.compact(Double(file.size)) + "B"
            grid.put(file.name + (file.isFolder ? "/" : ""), x: inside.x + 1, y: y,
                     theme.style(file.isFolder ? .accent : .text), limit: inside.width - size.count - 3)
            grid.put(size, endingAt: inside.right - 1, y: y, theme.style(.dim))
            if i == selected { Selection.mark(Rect(x: inside.x, y: y, width: inside.width, height: 1), theme, into: &grid) }
        }
        drawPreview(into: &grid, preview)
    }

    private func drawPreview(into grid: inout CellGrid, _ area: Rect) {
        let name = model.selectedFile.map { $0.isFolder ? "folder" : $0.name } ?? ""
        let opening = model.repair.opening.map { "opening \($0)" } ?? ""
        let inside = Panel(theme: theme).draw(into: &grid, area, title: [.init(text: name, style: theme.style(.text, .bold))],
                                              right: opening.isEmpty ? [] : [.init(text: opening, style: theme.style(.accent))])
        guard let path = model.selectedPicture, let preview = model.repair.preview, preview.path == path else { return }
        switch preview.picture {
        case .unreadable(let reason):
            for (i, line) in Paragraph.wrapped(reason, width: max(inside.width - 2, 1)).prefix(inside.height).enumerated() {
                grid.put(line, x: inside.x + 1, y: inside.y + i, theme.style(.bad), limit: inside.width - 2)
            }
        case .picture(let bitmap):
            let scale = min(Double(inside.width) / Double(max(bitmap.width, 1)), 2 * Double(inside.height) / Double(max(bitmap.height, 1)))
            let size = Size(width: max(Int(Double(bitmap.width) * scale), 1), height: max(Int(Double(bitmap.height) * scale / 2), 1))
            let place = inside.centered(size)
            grid.blit(Mosaic.forScreen(model).cells(of: bitmap, size: size), x: place.x, y: place.y)
        }
    }
}
