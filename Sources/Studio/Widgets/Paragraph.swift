import Render

/// Text wrapped to lines.
enum Paragraph {
    /// `text` wrapped between words to lines of at most `width` columns; a longer word is cut.
    static func wrapped(_ text: String, width: Int) -> [String] {
        guard width > 0 else { return [] }
        var lines: [String] = [], line = ""
        for word in text.split(whereSeparator: { " \t".contains($0) || $0.isNewline }) {
            var word = String(word)
            if !line.isEmpty, CellGrid.columns(of: line) + 1 + CellGrid.columns(of: word) <= width {
                line += " " + word
                continue
            }
            if !line.isEmpty { lines.append(line) }
            while CellGrid.columns(of: word) > width, word.count > 1 {
                var head = String(word.removeFirst())
                while let letter = word.first, CellGrid.columns(of: head + String(letter)) <= width {
                    head.append(word.removeFirst())
                }
                lines.append(head)
            }
            line = word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
