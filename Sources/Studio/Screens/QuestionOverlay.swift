import Render

/// A question, its answers at the foot; enter gives the one that stands out, which is no.
enum QuestionOverlay {
    private static func box(_ size: Size) -> Rect { Rect(size).centered(Size(width: 50, height: 7)) }

    /// Where the answers begin and end, inside the box.
    private static func answers(_ question: Question, _ size: Size) -> (y: Int, yes: Range<Int>, no: Range<Int>) {
        let inside = box(size).inset(by: 1, 1), start = inside.x + 2
        let yes = start..<start + 4 + question.yes.count, no = yes.upperBound + 4
        return (inside.y + 4, yes, no..<no + 4 + question.no.count)
    }

    /// The answer under a click; nil beside them.
    static func command(atX x: Int, y: Int, _ model: Model) -> Command? {
        guard case .question(let question) = model.overlay else { return nil }
        let answers = answers(question, model.size)
        guard y == answers.y else { return nil }
        return answers.yes.contains(x) ? .confirm : answers.no.contains(x) ? .refuse : nil
    }

    static func draw(_ question: Question, _ theme: Theme, into grid: inout CellGrid) {
        let inside = Panel(theme: theme, border: .warning)
            .draw(into: &grid, box(grid.size), title: [.init(text: question.title, style: theme.style(.warning, .bold))])
        grid.put(question.text, x: inside.x + 2, y: inside.y + 1, theme.style(.text, .bold), limit: inside.width - 3)
        grid.put(question.detail, x: inside.x + 2, y: inside.y + 2, theme.style(.dim), limit: inside.width - 3)
        let answers = answers(question, grid.size)
        for (range, key, text) in [(answers.yes, "[y]", question.yes), (answers.no, "[n]", question.no)] {
            let x = grid.put(key, x: range.lowerBound, y: answers.y, theme.style(.accent, .bold))
            grid.put(" " + text, x: x, y: answers.y, theme.style(.text))
        }
        let no = Rect(x: answers.no.lowerBound - 1, y: answers.y, width: answers.no.count + 2, height: 1)
        grid.tint(no) { cell in
            cell.background = theme[.selection]
            cell.foreground = theme[.selectionText]
            cell.attributes.insert(.reverseWithoutColor)
        }
    }
}
