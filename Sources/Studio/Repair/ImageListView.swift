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
            .init(text: state.folder, style: theme.style(.dim), isName: true),
        ]
        let inside = Panel(theme: theme).draw(into: &grid, layout.list, title: title + shared.filterTitle(.repair))
        if files.isEmpty {
            let text = shared.filter(.repair).isEmpty ? "reading the folder" : "no file matches the filter"
            Paragraph.draw(text, into: &grid, inside.inset(by: 2, 1), theme.style(.dim))
        }
        let selected = min(state.row, max(files.count - 1, 0))
        for row in layout.rows.rows {
            let file = files[row], line = layout.rows.line(row)
            let size = file.isFolder ? "" : Numbers.compact(Double(file.size)) + "B"
            grid.put(
                name: file.name + (file.isFolder ? "/" : ""), x: line.x + 1, y: line.y,
                theme.style(file.isFolder ? .accent : .text), limit: line.width - size.count - 3)
            grid.put(size, endingAt: line.right - 1, y: line.y, theme.style(.dim))
            if row == selected { Selection.mark(line, theme, into: &grid) }
        }
        drawPreview(into: &grid, layout.preview)
    }

    private func drawPreview(into grid: inout CellGrid, _ area: Rect) {
        let name = state.selectedFile(shared).map { $0.isFolder ? "folder" : $0.name } ?? ""
        let opening =
            state.opening.map {
                [
                    Panel.Part(text: "opening ", style: theme.style(.accent)),
                    Panel.Part(text: $0, style: theme.style(.accent), isName: true),
                ]
            } ?? []
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: [.init(text: name, style: theme.style(.text, .bold), isName: true)],
            right: opening)
        guard let path = state.selectedImage(shared), let preview = state.preview, preview.path == path else { return }
        switch preview.image {
        case .unreadable(let reason):
            Paragraph.draw(reason, into: &grid, inside.inset(by: 1, 0), theme.style(.bad))
        case .image(let bitmap): BitmapView.draw(bitmap, shared.appearance.mosaic, into: &grid, inside)
        }
    }
}
