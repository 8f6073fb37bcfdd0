package import Render

extension RunsState {
    package func draw(
        into grid: inout CellGrid, _ layout: RunsLayout, _ shared: SharedState, _ images: inout ImageCache
    ) {
        let theme = shared.theme, runs = visibleRuns(shared), isFiltered = !shared.filter(.runs).isEmpty
        let count = isFiltered ? "\(runs.count) of \(shared.runs.all.count)" : "\(runs.count)"
        let title: [Panel.Part] = [
            .init(text: "runs ", style: theme.style(.text, .bold)),
            .init(text: shared.runs.folder, style: theme.style(.dim), isName: true),
        ]
        let inside = Panel(theme: theme).draw(
            into: &grid, layout.list, title: title + shared.filterTitle(.runs),
            right: [.init(text: count, style: theme.style(.dim))])
        if runs.isEmpty {
            let text =
                shared.runs.all.isEmpty
                ? "no runs in \(shared.runs.folder); ctrl-n starts a new one" : "no run matches the filter"
            Paragraph.draw(text, into: &grid, inside.inset(by: 2, 1), theme.style(.dim))
        } else {
            RunTable(state: self, shared: shared).draw(into: &grid, layout, runs)
        }
        RunComparison(state: self, shared: shared).draw(into: &grid, layout.curves)
        if let samples = layout.samples, let run = selectedRun(shared) {
            SampleGridPanel(
                run: run.path, samples: selectedSamples(shared), name: run.name, appearance: shared.appearance
            )
            .draw(into: &grid, samples, images: &images)
        }
    }
}
