import Render

/// A question with its answers; the default answer, no, is highlighted. The box grows with the text, and a text that is longer than the
/// screen scrolls.
struct QuestionView {
    private let question: Question
    private let theme: Theme
    private let box: Rect
    private let lines: [(text: String, style: TextStyle)]
    private let answers: [Answer]
    /// The most lines that the text can be scrolled by.
    let lastTop: Int

    private struct Answer {
        var area: Rect
        var key, text: String
        var command: Command
    }

    private static let width = 50, widest = 76
    /// Columns of border and margin, and lines of border, gap and a line below the answers.
    private static let margins = 6, otherLines = 5

    init(_ question: Question, _ shared: SharedState) {
        let theme = shared.theme, size = shared.size
        let texts = [question.text, question.detail].filter { !$0.isEmpty }
        func wrapped(_ width: Int) -> [(String, TextStyle)] {
            texts.enumerated().flatMap { i, text in
                let style = i == 0 ? theme.style(.text, .bold) : theme.style(.dim)
                return Paragraph.wrapped(text, width: width - Self.margins).map { ($0, style) }
            }
        }
        // Few lines in a narrow box, else a wide one.
        let narrow = min(Self.width, size.width - 4), wide = min(Self.widest, size.width - 4)
        let width = wrapped(narrow).count <= 4 ? narrow : wide, lines = wrapped(width)
        let offered: [(String, String, Command)] =
            [("[y]", question.yes, .confirm)]
            + (question.background.map { [("[b]", $0, .leaveTraining)] } ?? []) + [("[n]", question.no, .refuse)]
        let isOneLine = offered.reduce(0) { $0 + 4 + CellGrid.columns(of: $1.1) + 4 } - 4 <= width - Self.margins
        let answerLines = isOneLine ? 1 : offered.count
        let height = min(lines.count + answerLines + Self.otherLines, size.height - 2)
        let box = Rect(size).centered(Size(width: width, height: height)), inside = Panel.inside(box)
        var x = inside.x + 2
        answers = offered.enumerated().map { i, answer in
            let columns = 4 + CellGrid.columns(of: answer.1)
            defer { if isOneLine { x += columns + 4 } }
            let y = inside.bottom - 1 - answerLines + (isOneLine ? 0 : i)
            return Answer(
                area: Rect(x: x, y: y, width: columns, height: 1), key: answer.0, text: answer.1, command: answer.2)
        }
        (self.question, self.theme, self.box, self.lines) = (question, theme, box, lines)
        lastTop = max(lines.count - max(height - answerLines - Self.otherLines, 1), 0)
    }

    /// The answer at a position of the screen; nil for none.
    func command(atX x: Int, y: Int) -> Command? { answers.first { $0.area.contains(x: x, y: y) }?.command }

    func draw(into grid: inout CellGrid) {
        let top = min(question.top, lastTop)
        let inside = Panel(theme: theme, border: .warning).draw(
            into: &grid, box, title: [.init(text: question.title, style: theme.style(.warning, .bold))],
            right: lastTop > 0 ? [.init(text: "up and down scroll", style: theme.style(.warning))] : [])
        for (i, line) in lines.dropFirst(top).prefix(lines.count - lastTop).enumerated() {
            grid.put(line.text, x: inside.x + 2, y: inside.y + 1 + i, line.style, limit: inside.width - 3)
        }
        for answer in answers {
            let x = grid.put(answer.key, x: answer.area.x, y: answer.area.y, theme.style(.accent, .bold))
            grid.put(" " + answer.text, x: x, y: answer.area.y, theme.style(.text))
        }
        if let no = answers.first(where: { $0.command == .refuse }) {
            Selection.mark(no.area.inset(by: -1, 0), theme, into: &grid)
        }
    }
}
