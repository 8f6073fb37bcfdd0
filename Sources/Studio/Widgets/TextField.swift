/// One line of text that is being typed.
package struct TextField: Sendable, Equatable {
    package private(set) var text: String
    /// Characters before the cursor.
    package private(set) var cursor: Int
    /// Longest text in characters.
    private static let limit = 400

    package init(_ text: String = "") { (self.text, cursor) = (text, text.count) }

    /// Handles a key that edits the text; false for any other key.
    @discardableResult
    package mutating func handle(_ key: Key) -> Bool {
        switch key {
        case .character(let letter): insert(String(letter))
        case .backspace: remove(cursor - 1..<cursor)
        case .delete: remove(cursor..<cursor + 1)
        case .left: cursor = max(cursor - 1, 0)
        case .right: cursor = min(cursor + 1, text.count)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = text.count
        case .control("u"): remove(0..<cursor)
        case .control("k"): remove(cursor..<text.count)
        case .control("w"): remove(wordStart..<cursor)
        default: return false
        }
        return true
    }

    package mutating func insert(_ words: some StringProtocol) {
        let line = words.filter { !$0.isNewline }.prefix(Self.limit - text.count)
        text.insert(contentsOf: line, at: text.index(text.startIndex, offsetBy: cursor))
        cursor += line.count
    }

    /// Index of the first character of the word before the cursor.
    private var wordStart: Int {
        let before = text.prefix(cursor), trimmed = before.reversed().drop { $0 == " " }
        return trimmed.drop { $0 != " " }.count
    }

    private mutating func remove(_ range: Range<Int>) {
        let part = range.clamped(to: 0..<text.count)
        let start = text.index(text.startIndex, offsetBy: part.lowerBound)
        text.removeSubrange(start..<text.index(start, offsetBy: part.count))
        cursor = min(part.lowerBound, text.count)
    }
}
