import Render

/// A question with its answers; the default answer, no, is highlighted.
struct QuestionView {
    private let question: Question
    private let theme: Theme
    private let box: Rect
    private let answers: (yes: Rect, no: Rect)

    init(_ question: Question, _ shared: SharedState) {
        (self.question, theme) = (question, shared.theme)
        box = Rect(shared.size).centered(Size(width: 50, height: 7))
        let inside = Panel.inside(box)
        let yes = Rect(x: inside.x + 2, y: inside.y + 4, width: 4 + question.yes.count, height: 1)
        answers = (yes, Rect(x: yes.right + 4, y: yes.y, width: 4 + question.no.count, height: 1))
    }

    /// The answer at a position of the screen; nil for none.
    func command(atX x: Int, y: Int) -> Command? {
        answers.yes.contains(x: x, y: y) ? .confirm : answers.no.contains(x: x, y: y) ? .refuse : nil
    }

    func draw(into grid: inout CellGrid) {
        let inside = Panel(theme: theme, border: .warning)
            .draw(into: &grid, box, title: [.init(text: question.title, style: theme.style(.warning, .bold))])
        grid.put(question.text, x: inside.x + 2, y: inside.y + 1, theme.style(.text, .bold), limit: inside.width - 3)
        grid.put(question.detail, x: inside.x + 2, y: inside.y + 2, theme.style(.dim), limit: inside.width - 3)
        for (area, key, text) in [(answers.yes, "[y]", question.yes), (answers.no, "[n]", question.no)] {
            let x = grid.put(key, x: area.x, y: area.y, theme.style(.accent, .bold))
            grid.put(" " + text, x: x, y: area.y, theme.style(.text))
        }
        Selection.mark(answers.no.inset(by: -1, 0), theme, into: &grid)
    }
}
