import Render

/// The form of a new run.
struct RunFormView {
    private let form: RunForm
    private let theme: Theme
    private let panel: Rect
    /// The rows of the fields.
    let rows: ListLayout

    /// Rows of the lines below the fields.
    private static let footerRows = 4

    init(_ form: RunForm, _ shared: SharedState) {
        (self.form, theme) = (form, shared.theme)
        let size = shared.size
        panel = Rect(size).centered(
            Size(width: min(84, size.width - 4), height: min(form.fields.count + 6, size.height - 2)))
        let fields = Panel.inside(panel).splitTop(max(panel.height - 2 - Self.footerRows, 1)).top
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
            Rect(x: inside.x, y: inside.bottom - Self.footerRows, width: inside.width, height: Self.footerRows))
    }

    private func draw(_ field: RunForm.Field, isSelected: Bool, into grid: inout CellGrid, x: Int, y: Int, width: Int) {
        guard isSelected else {
            grid.put(field.text.text.isEmpty ? "-" : field.text.text, x: x, y: y, theme.style(.text), limit: width)
            return
        }
        if field.choices.isEmpty {
            InputLine(field: field.text, theme: theme).draw(into: &grid, x: x, y: y, width: width)
        } else {
            let end = grid.put("◀ " + field.text.text + " ▶", x: x, y: y, theme.style(.accent, .bold), limit: width)
            grid.put("  left and right choose", x: end, y: y, theme.style(.dim), limit: x + width - end)
        }
    }

    /// The help of the field, and the error or the cost of the run.
    private func drawFooter(into grid: inout CellGrid, _ area: Rect) {
        grid.put(String(repeating: "─", count: area.width), x: area.x, y: area.y, theme.style(.border))
        grid.put(form.fields[form.row].help, x: area.x + 2, y: area.y + 1, theme.style(.dim), limit: area.width - 3)
        if let error = form.error {
            grid.put(error, x: area.x + 2, y: area.y + 2, theme.style(.bad), limit: area.width - 3)
        } else if let cost = form.cost {
            let time = Readouts.time(cost.secondsPerStep * Double(cost.steps))
            let step = Numbers.short(cost.secondsPerStep * 1e3, decimals: 1)
            let x = grid.put("about \(time)", x: area.x + 2, y: area.y + 2, theme.style(.good, .bold))
            grid.put(
                " for \(Numbers.grouped(cost.steps)) steps of \(step) ms; \(Readouts.memory(cost.memory)) and the data",
                x: x, y: area.y + 2, theme.style(.text), limit: area.right - 1 - x)
        } else {
            grid.put("estimating time and memory", x: area.x + 2, y: area.y + 2, theme.style(.dim))
        }
    }
}
