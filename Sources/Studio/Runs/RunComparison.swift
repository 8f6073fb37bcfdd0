import Jobs
import Render

/// One curve of the marked runs, or of the selected run.
struct RunComparison {
    let state: RunsState
    let shared: SharedState

    private static let roles: [Theme.Role] = [.generator, .discriminator, .accent, .good, .warning, .bad]

    /// The marked runs, else the selected one.
    private var runs: [RunSummary] {
        let marked = shared.runs.all.filter { shared.runs.marked.contains($0.path) }
        return marked.isEmpty ? state.selectedRun(shared).map { [$0] } ?? [] : marked
    }

    /// The colour of a run.
    func role(_ run: RunSummary) -> Theme.Role {
        let index = runs.firstIndex { $0.path == run.path } ?? 0
        return Self.roles[index % Self.roles.count]
    }

    /// The curves that any of the runs has, losses first.
    private func tags(_ runs: [RunSummary]) -> [String] {
        let all = Set(runs.flatMap { $0.curves.keys }).filter { !$0.hasPrefix("time/") && !$0.hasPrefix("setting/") }
        func key(_ tag: String) -> String { (tag.hasPrefix("loss/") ? "0" : "1") + tag }
        return all.sorted { key($0) < key($1) }
    }

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let theme = shared.theme, runs = runs, tags = tags(runs)
        let tag = tags.isEmpty ? "curves" : tags[state.curve % tags.count]
        var title: [Panel.Part] = [.init(text: tag, style: theme.style(.text, .bold), isName: true)]
        for (i, run) in runs.prefix(Self.roles.count).enumerated() {
            title.append(.init(text: "  ━ \(Self.letter(i)) ", style: theme.style(role(run), .bold)))
            title.append(.init(text: run.name, style: theme.style(.dim), isName: true, isOptional: true))
        }
        let inside = Panel(theme: theme).draw(into: &grid, area, title: title)
        let series = runs.prefix(Self.roles.count).enumerated().compactMap { i, run -> ChartSeries? in
            guard let history = run.curves[tag], !history.buckets.isEmpty else { return nil }
            let color = theme[role(run)]
            return ChartSeries(
                letter: Self.letter(i), color: color, faint: color.mixed(with: theme[.panel], 0.75),
                isDashed: shared.colorMode == .none && i % 2 == 1, history: history, isSmoothed: true)
        }
        guard !series.isEmpty else {
            let text = runs.isEmpty ? "" : "nothing logged yet"
            Paragraph.draw(text, into: &grid, inside.inset(by: 2, 1), theme.style(.dim))
            return
        }
        Chart(
            series: series, isLogarithmic: shared.isLogarithmic, marker: shared.marker, axis: theme[.border],
            label: theme[.dim], guide: shared.appearance.guide, firstX: 0
        ).draw(into: &grid, area: Panel.chart(area))
    }

    private static func letter(_ index: Int) -> Unicode.Scalar { Unicode.Scalar(UInt8(65 + index)) }
}
