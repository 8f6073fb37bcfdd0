package import Render

extension RepairState {
    package func draw(
        into grid: inout CellGrid, _ layout: RepairLayout, _ shared: SharedState, _ images: inout ImageCache
    ) {
        defer { drawFolderRepair(layout.methodLine, shared, into: &grid) }
        guard let session, context != .repair else {
            return ImageListView(state: self, shared: shared).draw(into: &grid, layout)
        }
        if let comparison = session.comparison, let layout = layout.comparison {
            return ComparisonView(session: session, comparison: comparison, layout: layout, shared: shared)
                .draw(into: &grid)
        }
        for line in [layout.promptLine, layout.readout, layout.toolBar, layout.methodLine] {
            grid.fill(line, with: shared.theme.blank(.panel))
        }
        promptLine(shared).draw(into: &grid, layout.promptLine)
        if context == .paint {
            drawCells(of: session, session.pyramid, layout.canvas, shared, isPainting: true, into: &grid)
            drawTools(session, layout, shared, into: &grid)
        } else {
            drawComparison(session, layout.canvas, shared, into: &grid)
            if session.result != nil || session.job != nil { drawReport(session, layout, shared, into: &grid) }
            if let job = session.job {
                FitPanel(points: job.curve, appearance: shared.appearance).draw(into: &grid, layout.canvas)
            }
        }
    }

    // MARK: - Images

    /// Draws some columns of the canvas, or all.
    private func drawCells(
        of session: RepairSession, _ pyramid: ImagePyramid, _ canvas: Rect, _ shared: SharedState,
        columns: Range<Int>? = nil, isPainting: Bool = false, into grid: inout CellGrid
    ) {
        var editor = session.editor
        editor.view.resize(columns: canvas.width, rows: 2 * canvas.height)
        if !isPainting {
            editor.overlay.isHidden = true
            // Far outside of the image: only painting has a cursor.
            editor.cursor = .init(-1 << 30, -1 << 30)
        }
        let columns = columns ?? 0..<canvas.width
        MaskCanvas(
            editor: editor, pyramid: pyramid, mode: shared.colorMode, ascii: shared.ascii,
            ground: shared.theme[.background]
        )
        .draw(
            Rect(x: columns.lowerBound, y: 0, width: columns.count, height: canvas.height), into: &grid, x: canvas.x,
            y: canvas.y)
    }

    private func drawComparison(
        _ session: RepairSession, _ canvas: Rect, _ shared: SharedState, into grid: inout CellGrid
    ) {
        let theme = shared.theme
        let after = session.result?.pyramid ?? session.job?.intermediate ?? session.pyramid
        let name = session.result == nil ? "so far" : "after"
        guard let wipe = session.wipe else {
            drawCells(of: session, session.showsBefore ? session.pyramid : after, canvas, shared, into: &grid)
            label(session.showsBefore ? "before" : name, endingAt: canvas.right, canvas, theme, into: &grid)
            return
        }
        let column = min(max(Int((wipe * Double(canvas.width)).rounded()), 0), canvas.width - 1)
        // Cells are drawn in blocks that may start further left, so the left part is drawn last.
        drawCells(of: session, after, canvas, shared, columns: column..<canvas.width, into: &grid)
        drawCells(of: session, session.pyramid, canvas, shared, columns: 0..<column, into: &grid)
        for y in canvas.y..<canvas.bottom { grid.put("│", x: canvas.x + column, y: y, theme.style(.accent, .bold)) }
        if column > 9 { label("before", endingAt: canvas.x + 8, canvas, theme, into: &grid) }
        if canvas.width - column > 10 { label(name, endingAt: canvas.right, canvas, theme, into: &grid) }
    }

    private func label(_ text: String, endingAt right: Int, _ canvas: Rect, _ theme: Theme, into grid: inout CellGrid) {
        let area = Rect(x: right - text.count - 2, y: canvas.y, width: text.count + 2, height: 1)
        grid.fill(area, with: theme.blank(.panel))
        grid.put(text, x: area.x + 1, y: canvas.y, theme.style(.accent, .bold))
    }

    // MARK: - Lines below the image

    private func drawTools(
        _ session: RepairSession, _ layout: RepairLayout, _ shared: SharedState, into grid: inout CellGrid
    ) {
        let theme = shared.theme
        let repairs =
            session.earlier.isEmpty
            ? ""
            : "  repaired \(session.earlier.count == 1 ? "once" : "\(session.earlier.count) times")"
                + (session.isUnsaved ? ", S saves it" : "")
        let width = layout.readout.width - 2 - CellGrid.columns(of: repairs)
        grid.put(
            session.readout.text(session.editor, name: session.name, width: width) + repairs, x: 1, y: layout.readout.y,
            theme.style(.text), limit: layout.readout.width - 2)
        for tool in layout.tools {
            let isCurrent = tool.name == (session.editor.tool == .flood ? "fill" : session.editor.tool.rawValue)
            let end = grid.put(tool.key, x: tool.columns.lowerBound, y: layout.toolBar.y, theme.style(.accent, .bold))
            grid.put(
                " " + tool.name, x: end, y: layout.toolBar.y,
                theme.style(isCurrent ? .text : .dim, isCurrent ? .bold : []))
            if isCurrent {
                Selection.mark(
                    Rect(x: tool.columns.lowerBound, y: layout.toolBar.y, width: tool.columns.count, height: 1), theme,
                    into: &grid)
            }
        }
        drawMethod(layout.methodLine, shared, into: &grid)
    }

    /// The method, with its help where the whole of it fits.
    private func drawMethod(_ area: Rect, _ shared: SharedState, into grid: inout CellGrid) {
        let theme = shared.theme, help = MethodHelp(method, methods(shared.runs), width: area.width)
        let x = grid.put(MethodHelp.label, x: 1, y: area.y, theme.style(.dim))
        let end = grid.put(help.name, x: x, y: area.y, theme.style(.accent, .bold)) + 2
        // The progress of a folder's repair takes the place of the help.
        guard folderRepair == nil, help.lines.count <= area.height else { return }
        for (i, line) in help.lines.enumerated() {
            grid.put(line, x: i == 0 ? end : MethodHelp.indent, y: area.y + i, theme.style(.text))
        }
    }

    /// The progress of a folder's repair, over the end of `line`.
    private func drawFolderRepair(_ line: Rect, _ shared: SharedState, into grid: inout CellGrid) {
        guard let folderRepair else { return }
        let theme = shared.theme, text = " all: \(folderRepair.text(now: shared.now)), X stops "
        let area = Rect(
            x: max(line.right - text.count, line.x), y: line.bottom - 1, width: min(text.count, line.width), height: 1)
        grid.fill(area, with: theme.blank(.panel))
        grid.put(text, x: area.x, y: area.y, theme.style(.accent), limit: area.width)
    }

    private func drawReport(
        _ session: RepairSession, _ layout: RepairLayout, _ shared: SharedState, into grid: inout CellGrid
    ) {
        let theme = shared.theme, width = layout.readout.width - 2, y = layout.readout.y
        guard let report = session.result?.report else {
            guard let job = session.job else { return }
            let state = job.isStopping ? "stopping" : "\(job.stage)  \(job.progress(now: shared.now))"
            let end = grid.put(
                name: job.isStopping ? "" : "\(method): ", x: 1, y: y, theme.style(.text, .bold), limit: width / 3)
            let bar = grid.put(state, x: end, y: y, theme.style(.text, .bold), limit: width - end) + 2
            ProgressBar(fraction: job.fraction, start: theme[.accent], end: theme[.good], empty: theme[.border])
                .draw(into: &grid, x: bar, y: y, width: max(width - bar, 0))
            let hint = Rect(x: 1, y: y + 1, width: width, height: 1 + layout.methodLine.height)
            Paragraph.draw(
                "X keeps what there is, esc discards it; the other screens continue", into: &grid, hint,
                theme.style(.dim))
            return
        }
        let lines = ReportLines(report), style = theme.style(lines.isGood ? .good : .bad)
        grid.put(
            lines.head(isSaved: session.isResultSaved, isStopped: session.result?.isStopped == true, width: width),
            x: 1, y: y,
            theme.style(.text, .bold))
        let text = Rect(x: 1, y: layout.toolBar.y, width: width, height: layout.toolBar.height)
        Paragraph.draw(lines.result, into: &grid, text, theme.style(.dim))
        grid.put(lines.known, x: text.x, y: text.y, style)
        drawMethod(layout.methodLine, shared, into: &grid)
    }
}
