import Engine
import Render

/// The repair screen at its three stages: choosing a picture, painting its mask, comparing before and after.
struct RepairScreen {
    var model: Model
    var theme: Theme

    /// Lines below the picture.
    private static let lines = 3

    /// Where the picture is drawn.
    static func canvas(_ area: Rect) -> Rect { area.splitTop(max(area.height - lines, 1)).top }

    private static func footer(_ area: Rect) -> Rect { area.splitTop(max(area.height - lines, 1)).rest }

    func draw(into grid: inout CellGrid, _ area: Rect) {
        guard let work = model.repair.work, model.repair.place != .repair else {
            return PictureList(model: model, theme: theme).draw(into: &grid, area)
        }
        grid.fill(Self.footer(area), with: theme.blank(.panel))
        if model.repair.place == .paint {
            drawCells(of: work, work.pyramid, Self.canvas(area), isPainting: true, into: &grid)
            drawPainting(work, Self.footer(area), into: &grid)
        } else {
            drawComparison(work, Self.canvas(area), into: &grid)
            drawReceipt(work, Self.footer(area), into: &grid)
            if let job = work.job { FitPanel(points: job.curve, marker: model.marker, theme: theme).draw(into: &grid, Self.canvas(area)) }
        }
    }

    /// The file under a click; nil beside them.
    func file(atX x: Int, y: Int, _ area: Rect) -> Int? { PictureList(model: model, theme: theme).row(atX: x, y: y, area) }

    // MARK: - Pictures

    /// Some columns of the canvas, or all.
    private func drawCells(of work: RepairWork, _ pyramid: PicturePyramid, _ canvas: Rect, columns: Range<Int>? = nil,
                           isPainting: Bool = false, into grid: inout CellGrid) {
        var editor = work.editor
        editor.view.resize(columns: canvas.width, rows: 2 * canvas.height)
        if !isPainting {
            editor.overlay.isHidden = true
            // Far outside: only painting has a cursor.
            editor.cursor = .init(-1 << 30, -1 << 30)
        }
        let columns = columns ?? 0..<canvas.width
        MaskCanvas(editor: editor, pyramid: pyramid, mode: model.colorMode, ascii: model.ascii, ground: theme[.background])
            .draw(Rect(x: columns.lowerBound, y: 0, width: columns.count, height: canvas.height), into: &grid, x: canvas.x, y: canvas.y)
    }

    private func drawComparison(_ work: RepairWork, _ canvas: Rect, into grid: inout CellGrid) {
        let after = work.result?.pyramid ?? work.job?.looks ?? work.pyramid
        let name = work.result == nil ? "so far" : "after"
        guard let wipe = work.wipe else {
            drawCells(of: work, work.showsBefore ? work.pyramid : after, canvas, into: &grid)
            label(work.showsBefore ? "before" : name, endingAt: canvas.right, canvas, into: &grid)
            return
        }
        let column = min(max(Int((wipe * Double(canvas.width)).rounded()), 0), canvas.width - 1)
        // Cells are drawn in blocks that may begin further left: what is left comes second.
        drawCells(of: work, after, canvas, columns: column..<canvas.width, into: &grid)
        drawCells(of: work, work.pyramid, canvas, columns: 0..<column, into: &grid)
        for y in canvas.y..<canvas.bottom { grid.put("│", x: canvas.x + column, y: y, theme.style(.accent, .bold)) }
        if column > 9 { label("before", endingAt: canvas.x + 8, canvas, into: &grid) }
        if canvas.width - column > 10 { label(name, endingAt: canvas.right, canvas, into: &grid) }
    }

    private func label(_ text: String, endingAt right: Int, _ canvas: Rect, into grid: inout CellGrid) {
        let area = Rect(x: right - text.count - 2, y: canvas.y, width: text.count + 2, height: 1)
        grid.fill(area, with: theme.blank(.panel))
        grid.put(text, x: area.x + 1, y: canvas.y, theme.style(.accent, .bold))
    }

    // MARK: - Lines

    private func drawPainting(_ work: RepairWork, _ area: Rect, into grid: inout CellGrid) {
        let again = work.earlier.isEmpty ? "" : "  repaired \(work.earlier.count) times" + (work.isUnsaved ? ", S saves it" : "")
        grid.put(work.readout.text(work.editor, name: work.name) + again, x: 1, y: area.y, theme.style(.text), limit: grid.width - 2)
        for entry in tools(area) {
            let isChosen = entry.name == Self.name(of: work.editor.tool)
            let end = grid.put(entry.key, x: entry.columns.lowerBound, y: area.y + 1, theme.style(.accent, .bold))
            grid.put(" " + entry.name, x: end, y: area.y + 1, theme.style(isChosen ? .text : .dim, isChosen ? .bold : []))
            if isChosen {
                Selection.mark(Rect(x: entry.columns.lowerBound, y: area.y + 1, width: entry.columns.count, height: 1), theme, into: &grid)
            }
        }
        drawMethod(area.y + 2, into: &grid)
    }

    private func drawMethod(_ y: Int, into grid: inout CellGrid) {
        let x = grid.put("method ", x: 1, y: y, theme.style(.dim))
        let end = grid.put(model.repair.method, x: x, y: y, theme.style(.accent, .bold))
        grid.put("  " + model.repairMethodLine, x: end, y: y, theme.style(.text), limit: grid.width - 1 - end)
    }

    private func drawReceipt(_ work: RepairWork, _ area: Rect, into grid: inout CellGrid) {
        let limit = grid.width - 2
        guard let receipt = work.result?.receipt else {
            guard let job = work.job else { return }
            let text = job.isStopping ? "stopping" : "\(model.repair.method): \(job.stage)  \(Int((job.share * 100).rounded())) %"
            let end = grid.put(text, x: 1, y: area.y, theme.style(.text, .bold), limit: limit)
            ProgressBar(fraction: job.share, start: theme[.accent], end: theme[.good], empty: theme[.border])
                .draw(into: &grid, x: end + 2, y: area.y, width: max(grid.width - end - 4, 0))
            grid.put("x stops it; training and the other screens go on meanwhile", x: 1, y: area.y + 1, theme.style(.dim), limit: limit)
            return
        }
        let share = Numbers.fixed(receipt.damagedShare * 100, 2)
        let saved = work.isResultSaved ? "saved" : "not saved"
        grid.put("repaired \(share) % by \(receipt.method) in \(Numbers.fixed(receipt.seconds, 2)) s  \(saved)", x: 1, y: area.y,
                 theme.style(.text, .bold), limit: limit)
        let isKept = receipt.knownSamplesChanged == 0 && receipt.knownHashBefore == receipt.knownHashAfter
        let known = isKept ? "known pixels identical" : "\(Numbers.grouped(receipt.knownSamplesChanged)) known samples changed"
        let end = grid.put(known, x: 1, y: area.y + 1, theme.style(isKept ? .good : .bad), limit: limit)
        let seam = receipt.seamError.map { "seam error \(Numbers.fixed($0, 2)) levels" } ?? "no seam"
        grid.put("  \(seam)  \(receipt.reason)", x: end, y: area.y + 1, theme.style(.dim), limit: grid.width - 1 - end)
        drawMethod(area.y + 2, into: &grid)
    }

    // MARK: - The bar of tools

    private struct Entry {
        var columns: Range<Int>
        var key, name: String
    }

    /// What the bar offers, as far as it fits.
    private static let offered = ["brush", "eraser", "undo", "rectangle", "lasso", "fill", "similar", "smaller", "larger", "line",
                                  "hand", "redo", "fit", "invert", "grow", "shrink", "feather", "clear"]

    private static func name(of tool: MaskEditor.Tool) -> String { tool == .flood ? "fill" : tool.rawValue }

    private func tools(_ area: Rect) -> [Entry] {
        let rows = model.keys.rows(at: .paint)
        var x = 1
        return Self.offered.compactMap { name in
            guard let row = rows.first(where: { $0.given == name }), let key = row.keys.first?.label else { return nil }
            let width = key.count + 1 + name.count
            guard x + width < area.right else { return nil }
            defer { x += width + 2 }
            return Entry(columns: x..<x + width, key: key, name: name)
        }
    }

    /// What a click below the picture means; nil where it means nothing.
    func invocation(atX x: Int, y: Int, _ area: Rect) -> Invocation? {
        let footer = Self.footer(area)
        guard model.repair.place != .repair, footer.contains(x: x, y: y) else { return nil }
        if y == footer.y + 2 { return Invocation(.nextMethod) }
        guard model.repair.place == .paint, y == footer.y + 1,
              let entry = tools(footer).first(where: { $0.columns.contains(x) }) else { return nil }
        return Invocation(.paint, argument: entry.name)
    }
}
