/// Lines of help, wrapped with their continuation indented.
enum HelpLayout {
    /// The usage of a command, broken between options: `[--name <value>]` stays in one line.
    static func usage(_ text: Substring, columns: Int) -> String {
        text.split(separator: "\n").map { line in
            wrapped(words(of: line), indent: 11, columns: columns)
        }.joined(separator: "\n")
    }

    /// Paragraphs and lists: a line that begins with spaces keeps them, and its continuation is indented further.
    static func paragraphs(_ text: String, columns: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let indent = line.prefix { $0 == " " }.count
            let words = line.split(separator: " ").map(String.init)
            guard let first = words.first else { return "" }
            return wrapped(
                [String(repeating: " ", count: indent) + first] + words.dropFirst(),
                indent: indent == 0 ? 0 : indent + 2,
                columns: columns)
        }.joined(separator: "\n")
    }

    /// Words of a line, not broken inside brackets; leading spaces stay with the first.
    private static func words(of line: Substring) -> [String] {
        var words: [String] = [], depth = 0, word = String(line.prefix { $0 == " " })
        for character in line.dropFirst(word.count) {
            depth += character == "[" ? 1 : character == "]" ? -1 : 0
            if character == " ", depth == 0, word.contains(where: { $0 != " " }) {
                words.append(word)
                word = ""
            } else {
                word.append(character)
            }
        }
        return words + (word.isEmpty ? [] : [word])
    }

    private static func wrapped(_ words: [String], indent: Int, columns: Int) -> String {
        var lines: [String] = [], line = words.first ?? ""
        for word in words.dropFirst() {
            if line.count + 1 + word.count <= columns {
                line += " " + word
            } else {
                lines.append(line)
                line = String(repeating: " ", count: indent) + word
            }
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
