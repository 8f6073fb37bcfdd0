import Render

/// One sample over the whole training: a small image of each past grid, below its step on the curves.
struct HistoryPanel {
    let state: TrainingState
    let shared: SharedState

    func draw(into grid: inout CellGrid, _ layout: HistoryLayout) {
        let theme = shared.theme, history = state.history
        let current = state.curves.cursor.flatMap(history.nearest)
        let count =
            current.flatMap(history.steps.firstIndex).map { "\($0 + 1)/\(history.steps.count)" }
            ?? (history.steps.count == 1 ? "1 grid" : "\(history.steps.count) grids")
        let inside = Panel(theme: theme).draw(
            into: &grid, layout.panel,
            title: [
                .init(text: "history ", style: theme.style(.text, .bold)),
                .init(text: "of sample \(history.tile + 1)", style: theme.style(.dim)),
            ],
            right: history.steps.isEmpty
                ? [] : [.init(text: count, style: theme.style(current == nil ? .dim : .accent))])
        guard !layout.frames.isEmpty else {
            let text =
                history.listedAt == nil || history.isLoadingStrip
                ? "loading past samples" : "starts with the first samples"
            Paragraph.draw(text, into: &grid, inside.inset(by: 1, 0), theme.style(.dim))
            return
        }
        let height = layout.imageHeight, mosaic = shared.appearance.mosaic
        for frame in layout.frames {
            let isCurrent = frame.step == current, size = Size(width: frame.columns.count, height: height)
            if let image = history.strip[frame.step], image.width > 0 {
                grid.blit(mosaic.cells(of: image, size: size), x: frame.columns.lowerBound, y: inside.y)
            } else {
                grid.put("·", x: frame.columns.lowerBound + size.width / 2, y: inside.y + height / 2, theme.style(.dim))
            }
            let label = Numbers.compact(Double(frame.step)), text = isCurrent ? "▲" + label : label
            let start = frame.columns.lowerBound + max((size.width - text.count) / 2, 0)
            grid.put(
                text, x: start, y: inside.y + height, theme.style(isCurrent ? .accent : .dim, isCurrent ? .bold : []),
                limit: size.width)
        }
    }
}
