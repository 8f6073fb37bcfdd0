package import Render

extension TrainingState {
    package func draw(
        into grid: inout CellGrid, _ layout: TrainingLayout, _ shared: SharedState, _ images: inout ImageCache
    ) {
        if shared.isIdle { return drawIdle(into: &grid, shared) }
        LossPanel(state: self, shared: shared).draw(into: &grid, layout)
        if let score = layout.score { ScorePanel(state: self, shared: shared).draw(into: &grid, score) }
        if let history = layout.history { HistoryPanel(state: self, shared: shared).draw(into: &grid, history) }
        SampleGridPanel(
            run: shared.status.folder, samples: visibleSamples(shared.status), index: gridIndex,
            appearance: shared.appearance
        )
        .draw(into: &grid, layout.samples, images: &images)
        StatusPanel(shared: shared).draw(into: &grid, layout.status)
        EventPanel(shared: shared).draw(into: &grid, layout.events, inBox: layout.hasEventBox)
        if case .failed(let line) = shared.status.phase { drawFailure(line.inStudio, shared.theme, into: &grid) }
    }

    /// Index of the grid at the cursor, e.g. "2/12"; nil without a cursor.
    private var gridIndex: String? {
        guard curves.cursor != nil, let grid = history.grid, let index = history.steps.firstIndex(of: grid.step) else {
            return nil
        }
        return "\(index + 1)/\(history.steps.count)"
    }

    private func drawIdle(into grid: inout CellGrid, _ shared: SharedState) {
        let theme = shared.theme, inside = Panel(theme: theme).draw(into: &grid, shared.area)
        let lines = ["no run is open", "", "n  new run", "3  list of runs", "?  help"]
        for (i, line) in lines.enumerated() {
            grid.put(
                line, x: inside.x + max((inside.width - 22) / 2, 1), y: inside.y + max(inside.height / 2 - 3, 0) + i,
                theme.style(i == 0 ? .text : .dim, i == 0 ? .bold : []))
        }
    }

    private func drawFailure(_ line: String, _ theme: Theme, into grid: inout CellGrid) {
        let width = min(grid.width - 8, 72), lines = Paragraph.wrapped(line, width: width - 4)
        let box = grid.bounds.centered(Size(width: width, height: min(lines.count + 5, grid.height - 2)))
        let inside = Panel(theme: theme, border: .bad)
            .draw(into: &grid, box, title: [.init(text: "training failed", style: theme.style(.bad, .bold))])
        let text = Rect(x: inside.x + 1, y: inside.y, width: width - 4, height: inside.height - 2)
        Paragraph.draw(line, into: &grid, text, theme.style(.text))
        grid.put("press q to quit", x: inside.x + 1, y: inside.bottom - 1, theme.style(.accent, .bold))
    }
}
