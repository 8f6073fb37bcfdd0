import Render
import Repair

/// Repairs by several methods side by side, at the same zoom and place.
struct ComparisonView {
    let session: RepairSession
    let comparison: MethodComparison
    let layout: ComparisonLayout
    let shared: SharedState

    private var theme: Theme { shared.theme }

    func draw(into grid: inout CellGrid) {
        for panel in layout.panels { draw(comparison.entries[panel.entry], panel.entry, panel.area, into: &grid) }
        for line in [layout.head, layout.text] { grid.fill(line, with: theme.blank(.panel)) }
        drawLines(into: &grid)
    }

    // MARK: - Panels

    private func draw(_ entry: MethodComparison.Entry, _ index: Int, _ area: Rect, into grid: inout CellGrid) {
        let isSelected = index == comparison.selected
        let inside = Panel(theme: theme, border: isSelected ? .accent : .border)
            .draw(into: &grid, area, title: title(entry))
        if isSelected {
            Selection.mark(Rect(x: area.x + 1, y: area.y, width: area.width - 2, height: 1), theme, into: &grid)
        }
        switch entry.state {
        case .waiting: put("waits for its turn", .dim, inside, into: &grid)
        case .stopped: put("stopped; c goes on", .dim, inside, into: &grid)
        case .failed(let reason): put(reason, .bad, inside, into: &grid)
        case .running(let job): draw(job.intermediate ?? session.pyramid, inside, into: &grid)
        case .finished(let result): draw(result.pyramid, inside, into: &grid)
        }
    }

    private func put(_ text: String, _ role: Theme.Role, _ inside: Rect, into grid: inout CellGrid) {
        Paragraph.draw(text, into: &grid, inside.inset(by: 1, 0), theme.style(role))
    }

    private func draw(_ pyramid: ImagePyramid, _ inside: Rect, into grid: inout CellGrid) {
        var editor = session.editor
        editor.view = comparison.view
        editor.view.resize(columns: inside.width, rows: 2 * inside.height)
        editor.overlay.isHidden = true
        // Far outside of the image: only painting has a cursor.
        editor.cursor = .init(-1 << 30, -1 << 30)
        MaskCanvas(
            editor: editor, pyramid: comparison.showsBefore ? session.pyramid : pyramid, mode: shared.colorMode,
            ascii: shared.ascii, ground: theme[.background]
        ).draw(Rect(x: 0, y: 0, width: inside.width, height: inside.height), into: &grid, x: inside.x, y: inside.y)
    }

    /// The method, with time, seam and, where the undamaged image is known, PSNR of its repair.
    private func title(_ entry: MethodComparison.Entry) -> [Panel.Part] {
        // Only the path of a run is shortened: a method's name has room where the seconds give way.
        let isRun = !RepairMethods.all.contains { $0.name == entry.method } && entry.method != RepairMethods.auto
        let name = Panel.Part(text: entry.title, style: theme.style(.text, .bold), isName: isRun)
        func part(_ text: String, isOptional: Bool = false) -> Panel.Part {
            Panel.Part(text: " " + text, style: theme.style(.dim), isOptional: isOptional)
        }
        if comparison.showsBefore { return [name, part("before")] }
        switch entry.state {
        case .waiting, .stopped, .failed: return [name]
        case .running(let job): return [name, part("\(Int((job.fraction * 100).rounded())) %")]
        case .finished(let result):
            let report = result.report, measures = report.insideHole ?? report.wholeImage
            return [name, part("\(Numbers.fixed(report.seconds, 2)) s", isOptional: true)]
                + (report.seamError.map { [part("seam \(Numbers.fixed($0, 2))")] } ?? [])
                + (measures.map { [part($0.psnr.map { "\(Numbers.fixed($0, 1)) dB" } ?? "exact")] } ?? [])
        }
    }

    // MARK: - Lines below the panels

    private func drawLines(into grid: inout CellGrid) {
        let entry = comparison.selectedEntry, width = layout.head.width - 2, y = layout.head.y
        let place = "\(comparison.selected + 1) of \(comparison.entries.count)  "
        let x = grid.put(place, x: 1, y: y, theme.style(.accent, .bold))
        let text: String
        switch entry.state {
        case .waiting: text = "\(entry.method) waits for its turn"
        case .stopped: text = "\(entry.method) was stopped"
        case .failed: text = "\(entry.method) did not repair"
        case .running(let job): text = "\(entry.method): \(job.stage)  \(job.progress(now: shared.now))"
        case .finished(let result):
            let lines = ReportLines(result.report)
            text = lines.head(
                isSaved: comparison.taken == comparison.selected && session.isResultSaved, width: width + 1 - x)
            Paragraph.draw(
                lines.result, into: &grid, Rect(x: 1, y: layout.text.y, width: width, height: layout.text.height),
                theme.style(.dim))
            grid.put(lines.known, x: 1, y: layout.text.y, theme.style(lines.isGood ? .good : .bad))
        }
        let end = grid.put(name: text, x: x, y: y, theme.style(.text, .bold), limit: width + 1 - x) + 2
        guard case .running(let job) = entry.state else { return }
        ProgressBar(fraction: job.fraction, start: theme[.accent], end: theme[.good], empty: theme[.border])
            .draw(into: &grid, x: end, y: y, width: max(width - end, 0))
    }
}
