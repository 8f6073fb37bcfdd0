import Engine
import Render

/// The form of a new run.
struct FormOverlay {
    var model: Model
    var form: RunForm
    var theme: Theme

    private static func box(_ size: Size, _ form: RunForm) -> Rect {
        Rect(size).centered(Size(width: min(84, size.width - 4), height: min(form.fields.count + 6, size.height - 2)))
    }

    /// Rows of fields that fit, and the first of them.
    private static func view(_ size: Size, _ form: RunForm) -> (rows: Int, top: Int) {
        let rows = max(box(size, form).height - 6, 1)
        return (rows, max(min(form.row - rows / 2, form.fields.count - rows), 0))
    }

    /// The field under a click; nil beside them.
    static func row(atX x: Int, y: Int, _ model: Model) -> Int? {
        guard case .form(let form) = model.overlay else { return nil }
        let inside = box(model.size, form).inset(by: 1, 1), view = view(model.size, form), row = y - inside.y
        guard inside.contains(x: x, y: y), row < view.rows, row + view.top < form.fields.count else { return nil }
        return row + view.top
    }

    func draw(into grid: inout CellGrid) {
        let area = Self.box(grid.size, form), view = Self.view(grid.size, form)
        let position = "\(form.row + 1) of \(form.fields.count)"
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, area, title: [.init(text: "new run", style: theme.style(.accent, .bold))],
            right: [.init(text: position, style: theme.style(.dim))])
        let column = (form.fields.map(\.name.count).max() ?? 0) + 4
        for (i, field) in form.fields.enumerated().dropFirst(view.top).prefix(view.rows) {
            let y = inside.y + i - view.top, isHere = i == form.row
            grid.put(isHere ? "▶" : " ", x: inside.x, y: y, theme.style(.accent, .bold))
            grid.put(field.name, x: inside.x + 2, y: y, theme.style(isHere ? .text : .dim, isHere ? .bold : []))
            draw(field, isHere: isHere, into: &grid, x: inside.x + column, y: y, width: inside.width - column - 1)
        }
        drawFoot(into: &grid, Rect(x: inside.x, y: inside.bottom - 4, width: inside.width, height: 4))
    }

    private func draw(_ field: RunForm.Field, isHere: Bool, into grid: inout CellGrid, x: Int, y: Int, width: Int) {
        guard isHere else {
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

    /// What the field means, what is wrong, and what the run will cost.
    private func drawFoot(into grid: inout CellGrid, _ area: Rect) {
        grid.put(String(repeating: "─", count: area.width), x: area.x, y: area.y, theme.style(.border))
        grid.put(form.fields[form.row].meaning, x: area.x + 2, y: area.y + 1, theme.style(.dim), limit: area.width - 3)
        if let problem = form.problem {
            grid.put(problem, x: area.x + 2, y: area.y + 2, theme.style(.bad), limit: area.width - 3)
        } else if let cost = form.cost {
            let time = Readouts.time(cost.secondsPerStep * Double(cost.steps))
            let step = Numbers.short(cost.secondsPerStep * 1e3, places: 1)
            let x = grid.put("about \(time)", x: area.x + 2, y: area.y + 2, theme.style(.good, .bold))
            grid.put(" for \(Numbers.grouped(cost.steps)) steps of \(step) ms; \(Readouts.memory(cost.memory)) and the data",
                     x: x, y: area.y + 2, theme.style(.text), limit: area.right - 1 - x)
        } else {
            grid.put("estimating time and memory", x: area.x + 2, y: area.y + 2, theme.style(.dim))
        }
    }
}

/// A line that is being typed, with its cursor.
struct InputLine {
    var field: TextField
    var theme: Theme

    /// The end stays in sight where the line is longer than `width`.
    func draw(into grid: inout CellGrid, x: Int, y: Int, width: Int) {
        let letters = Array(field.text), start = max(field.cursor - width + 1, 0)
        grid.put(String(letters.dropFirst(start)), x: x, y: y, theme.style(.text, .bold), limit: width)
        let place = x + field.cursor - start
        grid.tint(Rect(x: place, y: y, width: 1, height: 1)) { cell in
            (cell.foreground, cell.background) = (theme[.panel], theme[.accent])
            cell.attributes.insert(.reverseWithoutColor)
        }
    }
}
