import Conditioning
import Render
import Runs

/// The prompt above the samples, or how to set one: as many lines as it takes.
struct PromptLine {
    let prompt: SamplePrompt
    /// Whether the prompt is not yet that of what is shown.
    let isTried: Bool
    /// Words that the run's captions do not contain.
    let unknown: [String]
    /// How to set each part of an empty prompt.
    let parts: [String]
    /// What can be done with a prompt, each with its key.
    let keys: [String]
    let theme: Theme
    let ascii: Bool

    private static let mark = " / "

    /// A word of the prompt or a hint, at its place from the upper left.
    private struct Word {
        var x, y: Int
        var text: String
        var style: TextStyle
    }

    /// The lines at the screen's width, a third of the screen at most.
    func rows(width: Int, height: Int) -> Int { min((words(width).last?.y ?? 0) + 1, max(height / 3, 1)) }

    func draw(into grid: inout CellGrid, _ area: Rect) {
        guard area.height > 0 else { return }
        grid.put(Self.mark, x: area.x, y: area.y, theme.style(.accent, .bold))
        let words = words(area.width)
        for word in words where word.y < area.height {
            grid.put(word.text, x: area.x + word.x, y: area.y + word.y, word.style)
        }
        if words.contains(where: { $0.y >= area.height }) {
            grid.noteShortened(words.map(\.text).joined(separator: " "), source: #fileID)
        }
    }

    /// The prompt, then the keys; or how to set one.
    private func words(_ width: Int) -> [Word] {
        var words: [Word] = [], x = Self.mark.count, y = 0
        func add(_ text: String, _ style: TextStyle, gap: Int) {
            let room = width - Self.mark.count - 1
            for (i, part) in Paragraph.wrapped(text, width: room).enumerated() {
                let columns = CellGrid.columns(of: part)
                if i > 0 || !words.isEmpty, x + columns > width - 1 || i > 0 { (x, y) = (Self.mark.count, y + 1) }
                words.append(Word(x: x, y: y, text: part, style: style))
                x += columns + gap
            }
        }
        guard !prompt.isEmpty else {
            for part in parts { add(part, theme.style(.dim), gap: 3) }
            return words
        }
        for part in prompt.parts {
            // Text is whole; names of files are shortened.
            let name = prompt.name(part), weight = prompt.weight(part).map { " x\($0)" } ?? ""
            let text = sign(part) + (part == .text ? name : Cut.middle(name, width: 40)) + weight
            // A prompt that is being tried is not yet the prompt of what is shown.
            add(text, isTried ? theme.style(.dim) : theme.style(part == .text ? .text : .good, .bold), gap: 3)
        }
        if !isTried, let line = UnknownWords.line(unknown) { add(line, theme.style(.bad, .bold), gap: 3) }
        let start = width - keys.joined(separator: "   ").count - 1
        if x <= start { x = start }
        for key in keys { add(key, theme.style(.dim), gap: 3) }
        return words
    }

    private func sign(_ part: Modality) -> String {
        switch part {
        case .text: ""
        case .audio: ascii ? "sound " : "♪ "
        case .image: ascii ? "like " : "≈ "
        }
    }
}
