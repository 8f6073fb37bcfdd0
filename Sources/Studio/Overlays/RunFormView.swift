import Render

/// The form of a new run.
struct RunFormView {
    private let form: RunForm
    private let theme: Theme
    private let panel: Rect
    /// The rows of the fields.
    let rows: ListLayout
    private let footer: [(text: String, role: Theme.Role)]

    /// Columns left of the footer's text and right of it.
    private static let margins = 5

    init(_ form: RunForm, _ shared: SharedState) {
        (self.form, theme) = (form, shared.theme)
        let size = shared.size, width = min(96, size.width - 4), most = size.height - 2
        // As many lines of help for every field, so that the fields do not move.
        let text = width - Self.margins
        let helpRows = form.fields.map { Paragraph.wrapped(Self.help($0), width: text).count }.max() ?? 1
        let help = Paragraph.wrapped(Self.help(form.fields[form.row]), width: text)
        let gap = [String](repeating: "", count: max(helpRows - help.count, 0))
        footer =
            (help + gap).map { ($0, .dim) }
            + Self.state(form).flatMap { line in
                Paragraph.wrapped(line.text, width: text).map { ($0, line.role) }
            }
        panel = Rect(size).centered(Size(width: width, height: min(form.fields.count + 3 + footer.count, most)))
        let fields = Panel.inside(panel).splitTop(max(panel.height - 3 - footer.count, 1)).top
        rows = ListLayout(fields, selected: form.row, count: form.fields.count)
    }

    func draw(into grid: inout CellGrid) {
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, panel, title: [.init(text: "new run", style: theme.style(.accent, .bold))],
            right: [.init(text: "\(form.row + 1) of \(form.fields.count)", style: theme.style(.dim))])
        let column = (form.fields.map(\.name.count).max() ?? 0) + 4, errors = form.errors
        for row in rows.rows {
            let field = form.fields[row], y = rows.line(row).y, isSelected = row == form.row
            grid.put(isSelected ? "▶" : " ", x: inside.x, y: y, theme.style(.accent, .bold))
            let role: Theme.Role = errors[row] != nil ? .bad : isSelected ? .text : .dim
            grid.put(field.name, x: inside.x + 2, y: y, theme.style(role, isSelected ? .bold : []))
            let x = inside.x + column
            draw(
                field, errors[row], isSelected: isSelected, into: &grid, x: x, y: y, width: inside.right - 1 - x)
        }
        let area = Rect(x: inside.x, y: inside.bottom - footer.count - 1, width: inside.width, height: footer.count + 1)
        grid.put(String(repeating: "─", count: area.width), x: area.x, y: area.y, theme.style(.border))
        for (index, line) in footer.enumerated() {
            grid.put(line.text, x: area.x + 2, y: area.y + 1 + index, theme.style(line.role))
        }
    }

    /// The value, its unit, and beside it the error or where the value comes from, as far as there is room for all of it.
    private func draw(
        _ field: RunForm.Field, _ error: String?, isSelected: Bool, into grid: inout CellGrid, x: Int, y: Int,
        width: Int
    ) {
        var end: Int
        let note = error.map { "✗ " + $0 } ?? (field.source == .data && form.knowsData ? "from the data" : "")
        let noteWidth = note.isEmpty ? 0 : CellGrid.columns(of: note) + 2
        let unit = field.unit.isEmpty || field.value.isEmpty ? "" : " " + field.unit
        if isSelected, !field.isChosen {
            let value = CellGrid.columns(of: field.text.text) + 1 + unit.count
            let fits = value + noteWidth <= width
            InputLine(field: field.text, theme: theme).draw(
                into: &grid, x: x, y: y, width: fits ? value - unit.count : width)
            end = x + (fits ? value - unit.count : width)
        } else {
            let text = field.text.text.isEmpty ? "-" : field.text.text
            let style =
                isSelected
                ? theme.style(.accent, .bold) : theme.style(error == nil ? .text : .bad, error == nil ? [] : .bold)
            end = grid.put(name: isSelected ? "◀ \(text) ▶" : text, x: x, y: y, style, limit: width)
        }
        let room = x + width - end
        if unit.count <= room { end = grid.put(unit, x: end, y: y, theme.style(.dim)) }
        // A longer one is in the footer when the field is selected.
        let (shown, columns) =
            noteWidth <= x + width - end ? (note, noteWidth) : error == nil ? ("", 0) : ("✗", 3)
        guard columns > 0, columns <= x + width - end else { return }
        grid.put(shown, x: end + 2, y: y, theme.style(error == nil ? .dim : .bad))
    }

    private static func help(_ field: RunForm.Field) -> String {
        field.help + (field.isChosen ? "; space chooses" : "")
    }

    /// What the data hold, what Tab found, and the error or the cost of the run.
    private static func state(_ form: RunForm) -> [(text: String, role: Theme.Role)] {
        var lines: [(text: String, role: Theme.Role)] = []
        let field = form.fields[form.row]
        if let data = form.dataLine { lines.append(("data: " + data, .text)) }
        if !form.matches.isEmpty { lines.append((form.matches, .text)) }
        if let error = form.errors[form.row].map({ "\(field.name): \($0)" }) ?? form.error {
            lines.append((error, .bad))
        } else if let cost = form.cost {
            let time = Readouts.time(cost.secondsPerStep * Double(cost.steps))
            let step = Numbers.short(cost.secondsPerStep * 1e3, decimals: 1)
            lines.append(
                (
                    "about \(time) for \(Numbers.grouped(cost.steps)) steps of \(step) ms; \(Readouts.memory(cost.memory)) and the data",
                    .good
                ))
        } else if let reason = form.whyNoEstimate {
            lines.append((reason, .warning))
        } else {
            lines.append(("estimating time and memory", .dim))
        }
        return lines
    }
}
