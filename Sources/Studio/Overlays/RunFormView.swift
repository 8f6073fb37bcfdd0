import Render

/// The form of a new run.
struct RunFormView {
    private let form: RunForm
    private let theme: Theme
    private let panel: Rect
    /// The rows of the fields.
    let rows: ListLayout

    /// The lines below the fields: as many for every field, so that the fields do not move.
    private let footerRows: Int
    private let helpRows: Int

    init(_ form: RunForm, _ shared: SharedState) {
        (self.form, theme) = (form, shared.theme)
        let size = shared.size
        let width = min(84, size.width - 4), text = width - 5
        // The cost is the longest line but an error.
        let state = Paragraph.wrapped(form.error ?? String(repeating: "cost ", count: 14), width: text).count
        helpRows = form.fields.map { Paragraph.wrapped($0.help, width: text).count }.max() ?? 1
        footerRows = 1 + helpRows + state
        panel = Rect(size).centered(
            Size(width: width, height: min(form.fields.count + footerRows + 2, size.height - 2)))
        let fields = Panel.inside(panel).splitTop(max(panel.height - 2 - footerRows, 1)).top
        rows = ListLayout(fields, selected: form.row, count: form.fields.count)
    }

    func draw(into grid: inout CellGrid) {
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, panel, title: [.init(text: "new run", style: theme.style(.accent, .bold))],
            right: [.init(text: "\(form.row + 1) of \(form.fields.count)", style: theme.style(.dim))])
        let column = (form.fields.map(\.name.count).max() ?? 0) + 4
        for row in rows.rows {
            let field = form.fields[row], y = rows.line(row).y, isSelected = row == form.row
            grid.put(isSelected ? "▶" : " ", x: inside.x, y: y, theme.style(.accent, .bold))
            grid.put(field.name, x: inside.x + 2, y: y, theme.style(isSelected ? .text : .dim, isSelected ? .bold : []))
            draw(
                field, isSelected: isSelected, into: &grid, x: inside.x + column, y: y, width: inside.width - column - 1
            )
        }
        drawFooter(
            into: &grid,
            Rect(x: inside.x, y: inside.bottom - footerRows, width: inside.width, height: footerRows))
    }

    private func draw(_ field: RunForm.Field, isSelected: Bool, into grid: inout CellGrid, x: Int, y: Int, width: Int) {
        guard isSelected else {
            grid.put(
                name: field.text.text.isEmpty ? "-" : field.text.text, x: x, y: y, theme.style(.text), limit: width)
            return
        }
        if field.choices.isEmpty {
            InputLine(field: field.text, theme: theme).draw(into: &grid, x: x, y: y, width: width)
        } else {
            let end = grid.put(
                name: "◀ " + field.text.text + " ▶", x: x, y: y, theme.style(.accent, .bold), limit: width)
            let hint = "  left and right choose"
            if x + width - end >= hint.count { grid.put(hint, x: end, y: y, theme.style(.dim)) }
        }
    }

    /// The help of the field, and the error or the cost of the run.
    private func drawFooter(into grid: inout CellGrid, _ area: Rect) {
        grid.put(String(repeating: "─", count: area.width), x: area.x, y: area.y, theme.style(.border))
        let text = Rect(x: area.x + 2, y: area.y + 1, width: area.width - 3, height: area.height - 1)
        let (help, state) = text.splitTop(helpRows)
        Paragraph.draw(form.fields[form.row].help, into: &grid, help, theme.style(.dim))
        if let error = form.error {
            Paragraph.draw(error, into: &grid, state, theme.style(.bad))
        } else if let cost = form.cost {
            let time = Readouts.time(cost.secondsPerStep * Double(cost.steps))
            let step = Numbers.short(cost.secondsPerStep * 1e3, decimals: 1)
            let line =
                "about \(time) for \(Numbers.grouped(cost.steps)) steps of \(step) ms; \(Readouts.memory(cost.memory)) and the data"
            Paragraph.draw(line, into: &grid, state, theme.style(.good))
        } else {
            Paragraph.draw("estimating time and memory", into: &grid, state, theme.style(.dim))
        }
    }
}
