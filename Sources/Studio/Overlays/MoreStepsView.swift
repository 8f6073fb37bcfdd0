import Render

/// The question for how many steps more a run is trained, in a box.
struct MoreStepsView {
    let more: MoreSteps
    let theme: Theme

    func draw(into grid: inout CellGrid) {
        let width = min(grid.width - 4, 64)
        let text = "\(more.name) has done \(Numbers.grouped(more.step)) steps, all that it was to do. How many more?"
        let lines = Paragraph.wrapped(text, width: width - 4)
        let box = grid.bounds.centered(Size(width: width, height: min(lines.count + 5, grid.height - 2)))
        let inside = Panel(theme: theme, border: .accent).draw(
            into: &grid, box, title: [.init(text: "continue", style: theme.style(.accent, .bold))])
        for (i, line) in lines.prefix(max(inside.height - 2, 0)).enumerated() {
            grid.put(line, x: inside.x + 1, y: inside.y + i, theme.style(.text))
        }
        let y = inside.bottom - 2
        InputLine(field: more.field, theme: theme).draw(into: &grid, x: inside.x + 1, y: y, width: inside.width - 10)
        if let total = more.total {
            grid.put(
                "to step \(Numbers.grouped(total))", endingAt: inside.right - 1, y: y + 1, theme.style(.dim))
        }
    }
}
