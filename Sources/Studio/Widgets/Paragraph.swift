import Render

/// Text wrapped to lines.
enum Paragraph {
    /// `text` wrapped between words to lines of at most `width` columns; a longer word is cut.
    static func wrapped(_ text: String, width: Int) -> [String] {
        guard width > 0 else { return [] }
        // The list of keys wraps hundreds of texts in each frame, most of which fit; the width of a line is kept beside it.
        if isLine(text, width: width) { return [text] }
        var lines: [String] = [], line = "", columns = 0
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0.isNewline }) {
            let wordColumns = CellGrid.columns(of: word)
            if !line.isEmpty, columns + 1 + wordColumns <= width {
                line += " "
                line += word
                // Marks at the beginning of a word join the space before it.
                columns = wordColumns == word.utf8.count ? columns + 1 + wordColumns : CellGrid.columns(of: line)
                continue
            }
            if !line.isEmpty { lines.append(line) }
            line = String(word)
            while CellGrid.columns(of: line) > width, line.count > 1 {
                var head = String(line.removeFirst())
                while let letter = line.first, CellGrid.columns(of: head + String(letter)) <= width {
                    head.append(line.removeFirst())
                }
                lines.append(head)
            }
            columns = CellGrid.columns(of: line)
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// Whether `text` is one line as it is: words of ASCII with single spaces between them.
    private static func isLine(_ text: String, width: Int) -> Bool {
        let space = UInt8(ascii: " ")
        var previous = space
        for byte in text.utf8 {
            guard (0x20...0x7E).contains(byte), byte != space || previous != space else { return false }
            previous = byte
        }
        return previous != space && text.utf8.count <= width
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
