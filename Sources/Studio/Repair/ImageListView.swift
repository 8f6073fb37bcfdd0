import Render

/// The files of a folder, and a preview of the selected one.
struct ImageListView {
    let state: RepairState
    let shared: SharedState

    private var theme: Theme { shared.theme }

    func draw(into grid: inout CellGrid, _ layout: RepairLayout) {
        let files = state.visibleFiles(shared)
        let title: [Panel.Part] = [
            .init(text: "images ", style: theme.style(.text, .bold)),
            .init(text: state.folder, style: theme.style(.dim)),
        ]
        let inside = Panel(theme: theme).draw(into: &grid, layout.list, title: title + shared.filterTitle(.repair))
        if files.isEmpty {
            let text = shared.filter(.repair).isEmpty ? "reading the folder" : "no file matches the filter"
            grid.put(text, x: inside.x + 2, y: inside.y + 1, theme.style(.dim), limit: inside.width - 3)
        }
        let selected = min(state.row, max(files.count - 1, 0))
        for row in layout.rows.rows {
            let file = files[row], line = layout.rows.line(row)
            let size = file.isFolder ? "" : Numbers.compact(Double(file.size)) + "B"
            grid.put(
                file.name + (file.isFolder ? "/" : ""), x: line.x + 1, y: line.y,
                theme.style(file.isFolder ? .accent : .text), limit: line.width - size.count - 3)
            grid.put(size, endingAt: line.right - 1, y: line.y, theme.style(.dim))
            if row == selected { Selection.mark(line, theme, into: &grid) }
        }
        drawPreview(into: &grid, layout.preview)
    }

    private func drawPreview(into grid: inout CellGrid, _ area: Rect) {
        let name = state.selectedFile(shared).map { $0.isFolder ? "folder" : $0.name } ?? ""
        let opening = state.opening.map { [Panel.Part(text: "opening \($0)", style: theme.style(.accent))] } ?? []
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: [.init(text: name, style: theme.style(.text, .bold))], right: opening)
        guard let path = state.selectedImage(shared), let preview = state.preview, preview.path == path else { return }
        switch preview.image {
        case .unreadable(let reason):
            for (i, line) in Paragraph.wrapped(reason, width: max(inside.width - 2, 1)).prefix(inside.height)
                .enumerated()
            {
                grid.put(line, x: inside.x + 1, y: inside.y + i, theme.style(.bad), limit: inside.width - 2)
            }
        case .image(let bitmap): BitmapView.draw(bitmap, shared.appearance.mosaic, into: &grid, inside)
        }
    }
}
