import Engine
import Render

/// The list of runs, and below or beside it the curves of the marked ones, or of the one selected, with its newest samples.
struct RunsScreen {
    var model: Model
    var theme: Theme

    private func parts(_ area: Rect) -> (list: Rect, curves: Rect, picture: Rect?) {
        if area.width >= 130 {
            let (left, right) = area.splitLeft(max(area.width * 9 / 20, 70))
            guard picture != nil, right.height >= 24 else { return (left, right, nil) }
            let (upper, lower) = right.splitTop(right.height * 2 / 5)
            return (left, upper, lower)
        }
        let (upper, lower) = area.splitTop(max(area.height / 2, 6))
        guard picture != nil, lower.height >= 8 else { return (upper, lower, nil) }
        let (left, right) = lower.splitLeft(lower.width - min(2 * (lower.height - 2) + 2, lower.width * 2 / 5))
        return (upper, left, right)
    }

    /// The samples of the selected run, once they are here.
    private var picture: TrainingStatus.Samples? {
        guard let picture = model.runs.picture, picture.run == model.selectedRun?.path else { return nil }
        return picture.samples
    }

    func draw(into grid: inout CellGrid, _ area: Rect, _ pictures: inout PictureMemo) {
        let (list, curves, samples) = parts(area), shown = model.shownRuns
        let filter = model.filter(.runs)
        let count = filter.isEmpty ? "\(shown.count)" : "\(shown.count) of \(model.runs.all.count)"
        var title: [Panel.Part] = [.init(text: "runs ", style: theme.style(.text, .bold)),
                                   .init(text: model.runs.folder, style: theme.style(.dim))]
        if model.isFiltering || !filter.isEmpty {
            title.append(.init(text: "  /" + filter + (model.isFiltering ? "_" : ""), style: theme.style(.accent, .bold)))
        }
        let inside = Panel(theme: theme).draw(into: &grid, list, title: title,
                                              right: [.init(text: count, style: theme.style(.dim))])
        if shown.isEmpty {
            let text = model.runs.all.isEmpty ? "no runs under \(model.runs.folder); n begins one" : "no run matches"
            grid.put(text, x: inside.x + 2, y: inside.y + 1, theme.style(.dim), limit: inside.width - 3)
        } else {
            drawRows(into: &grid, inside, shown)
        }
        drawCurves(into: &grid, curves)
        if let samples, let run = model.selectedRun {
            SamplePanel(model: model, theme: theme, of: run.path, picture).draw(into: &grid, samples, pictures: &pictures)
        }
    }

    /// The first run shown in a list of `rows` lines.
    private func top(_ rows: Int) -> Int { max(min(model.runs.row - rows / 2, model.shownRuns.count - rows), 0) }

    /// The run under a click; nil beside them.
    func row(atX x: Int, y: Int, _ area: Rect) -> Int? {
        let inside = parts(area).list.inset(by: 1, 1), row = y - inside.y - 1
        guard inside.contains(x: x, y: y), row >= 0 else { return nil }
        let index = row + top(inside.height - 1)
        return model.shownRuns.indices.contains(index) ? index : nil
    }

    private struct Column {
        var title: String
        var width: Int
        var isRight = false
    }

    private func drawRows(into grid: inout CellGrid, _ inside: Rect, _ runs: [RunSummary]) {
        let fixed = [Column(title: "step", width: 9, isRight: true), Column(title: "of", width: 9, isRight: true),
                     Column(title: "score", width: 7, isRight: true), Column(title: "state", width: 11)]
        let rest = inside.width - 4 - fixed.reduce(0) { $0 + $1.width + 2 }
        let preset = min(max(rest / 4, 8), 14), name = max(rest - preset - 2, 8)
        let columns = [Column(title: "run", width: name), Column(title: "preset", width: preset)] + fixed
        put(columns.map(\.title), columns, x: inside.x + 3, y: inside.y, into: &grid) { _ in theme.style(.dim) }
        let top = top(inside.height - 1)
        for (i, run) in runs.enumerated().dropFirst(top).prefix(inside.height - 1) {
            let y = inside.y + 1 + i - top
            let texts = [run.name, run.preset, Numbers.grouped(run.step), run.steps.map(Numbers.grouped) ?? "-",
                         run.score.map { Numbers.short(Double($0), places: 2) } ?? "-", Self.word(run.state)]
            let mark = model.runs.marked.contains(run.path) ? "●" : " "
            grid.put(mark, x: inside.x + 1, y: y, theme.style(color(run), .bold))
            put(texts, columns, x: inside.x + 3, y: y, into: &grid) { column in
                column == 5 ? theme.style(Self.role(run.state)) : theme.style(column == 0 ? .text : .dim)
            }
            guard i == model.runs.row else { continue }
            grid.tint(Rect(x: inside.x, y: y, width: inside.width, height: 1)) { cell in
                cell.background = theme[.selection]
                if cell.foreground == theme[.dim] || cell.foreground == theme[.text] { cell.foreground = theme[.selectionText] }
                cell.attributes.insert(.reverseWithoutColor)
            }
        }
    }

    private func put(_ texts: [String], _ columns: [Column], x: Int, y: Int, into grid: inout CellGrid,
                     style: (Int) -> TextStyle) {
        var x = x
        for (i, (text, column)) in zip(texts, columns).enumerated() {
            let cut = column.isRight ? text.leftPadded(to: column.width) : text
            grid.put(cut, x: x, y: y, style(i), limit: column.width)
            x += column.width + 2
        }
    }

    static func word(_ state: RunSummary.State) -> String {
        switch state {
        case .training(let phase): phase == "running" ? "▶ training" : phase == "paused" ? "‖ paused" : "▶ " + phase
        case .resting(let isDone): isDone ? "✓ done" : "■ stopped"
        case .broken: "✗ broken"
        }
    }

    private static func role(_ state: RunSummary.State) -> Theme.Role {
        switch state {
        case .training(let phase): phase == "paused" ? .warning : .good
        case .resting(let isDone): isDone ? .text : .dim
        case .broken: .bad
        }
    }

    // MARK: - Curves

    private static let roles: [Theme.Role] = [.generator, .discriminator, .accent, .good, .warning, .bad]

    /// What is drawn together: the marked runs, else the selected one.
    private var compared: [RunSummary] {
        let marked = model.runs.all.filter { model.runs.marked.contains($0.path) }
        return marked.isEmpty ? model.selectedRun.map { [$0] } ?? [] : marked
    }

    private func color(_ run: RunSummary) -> Theme.Role {
        let place = compared.firstIndex { $0.path == run.path } ?? 0
        return Self.roles[place % Self.roles.count]
    }

    /// The tags that any of the runs has, losses first.
    private func tags(_ runs: [RunSummary]) -> [String] {
        let all = Set(runs.flatMap { $0.curves.keys }).filter { !$0.hasPrefix("time/") && !$0.hasPrefix("setting/") }
        func key(_ tag: String) -> String { (tag.hasPrefix("loss/") ? "0" : "1") + tag }
        return all.sorted { key($0) < key($1) }
    }

    private func drawCurves(into grid: inout CellGrid, _ area: Rect) {
        let runs = compared, tags = tags(runs)
        let tag = tags.isEmpty ? "curves" : tags[model.runs.tag % tags.count]
        var title: [Panel.Part] = [.init(text: tag, style: theme.style(.text, .bold))]
        for (i, run) in runs.prefix(Self.roles.count).enumerated() {
            title.append(.init(text: "  ━ \(Self.letter(i)) ", style: theme.style(color(run), .bold)))
            title.append(.init(text: run.name, style: theme.style(.dim)))
        }
        let inside = Panel(theme: theme).draw(into: &grid, area, title: title)
        let drawn = runs.prefix(Self.roles.count).enumerated().compactMap { i, run -> ChartSeries? in
            guard let history = run.curves[tag], !history.buckets.isEmpty else { return nil }
            let color = theme[color(run)]
            return ChartSeries(letter: Self.letter(i), color: color, faint: color.mixed(with: theme[.panel], 0.75),
                               isDashed: model.colorMode == .none && i % 2 == 1, history: history, isSmoothed: true)
        }
        guard !drawn.isEmpty else {
            let text = runs.isEmpty ? "" : "nothing logged yet"
            grid.put(text, x: inside.x + 2, y: inside.y + 1, theme.style(.dim), limit: inside.width - 3)
            return
        }
        let guide = model.colorMode == .none ? nil : theme[.border].mixed(with: theme[.panel], 0.55)
        Chart(series: drawn, isLogarithmic: model.isLogarithmic, marker: model.marker, axis: theme[.border],
              label: theme[.dim], guide: guide, firstX: 0).draw(into: &grid, area: inside.splitLeft(1).rest)
    }

    private static func letter(_ index: Int) -> Unicode.Scalar { Unicode.Scalar(UInt8(65 + index)) }
}
