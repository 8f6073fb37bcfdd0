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

    /// Draws `text` wrapped into `area`. Where the area is too low, its last line ends with an ellipsis and the text is noted as shortened.
    /// - Returns: the number of lines drawn.
    @discardableResult
    static func draw(
        _ text: String, into grid: inout CellGrid, _ area: Rect, _ style: TextStyle, source: String = #fileID
    ) -> Int {
        let lines = wrapped(text, width: area.width)
        for (i, line) in lines.prefix(max(area.height, 0)).enumerated() {
            grid.put(line, x: area.x, y: area.y + i, style, limit: area.width, source: source)
        }
        guard lines.count > area.height || area.width <= 0 && !text.isEmpty else { return lines.count }
        grid.noteShortened(text, source: source)
        if area.height > 0, area.width > 0 { grid.put("…", endingAt: area.right, y: area.bottom - 1, style) }
        return max(area.height, 0)
    }
}
