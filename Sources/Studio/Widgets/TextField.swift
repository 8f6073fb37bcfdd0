/// One line of text that is being typed; the cursor is between two graphemes.
package struct TextField: Sendable, Equatable {
    package private(set) var text: String
    /// UTF-8 bytes before the cursor, always the start of a grapheme or the end: graphemes merge when others are inserted or removed, so a
    /// number of them would not stay the same place.
    private var position: Int
    /// Whether the whole text is selected: what is typed replaces it.
    package private(set) var isSelected = false
    /// Longest text in graphemes, and in bytes: a grapheme may have any number of marks.
    package static let limit = 400, byteLimit = 8_000

    package init(_ text: String = "", isSelected: Bool = false) {
        (self.text, position, self.isSelected) = (text, text.utf8.count, isSelected && !text.isEmpty)
    }

    /// The same text, all of it selected: what is typed replaces it.
    var selected: TextField { TextField(text, isSelected: true) }

    /// The same text with the cursor at its end and nothing selected.
    var unselected: TextField { TextField(text) }

    /// Graphemes before the cursor.
    package var cursor: Int { before.count }

    /// The text before the cursor, and behind it.
    package var before: Substring { text[..<index] }
    package var after: Substring { text[index...] }

    private var index: String.Index { text.utf8.index(text.startIndex, offsetBy: position) }

    /// Handles a key that edits the text; false for any other key.
    @discardableResult
    package mutating func handle(_ key: Key) -> Bool {
        let wasSelected = isSelected
        defer { if wasSelected { isSelected = false } }
        switch key {
        case .backspace where isSelected, .delete where isSelected, .control("u") where isSelected,
            .control("w") where isSelected, .control("k") where isSelected:
            replace("", "")
        case .left where isSelected: position = 0
        case .right where isSelected: position = text.utf8.count
        case .character(let letter): insert(String(letter))
        case .backspace: replace(before.dropLast(), after)
        case .delete: replace(before, after.dropFirst())
        case .left: position = before.dropLast().utf8.count
        case .right: position += after.first?.utf8.count ?? 0
        case .home, .control("a"): position = 0
        case .end, .control("e"): position = text.utf8.count
        case .control("u"): replace("", after)
        case .control("k"): replace(before, "")
        case .control("w"): replace(withoutLastWord, after)
        default: return false
        }
        return true
    }

    /// What became of inserted words.
    package struct Insertion: Sendable, Equatable {
        /// Whether all of them had room.
        package var isWhole: Bool
        /// The number of lines that became one.
        package var lines: Int

        package init(isWhole: Bool, lines: Int) { (self.isWhole, self.lines) = (isWhole, lines) }
    }

    /// Inserts words at the cursor: a tab becomes a space, and so do the line ends between two lines; other control characters are left out,
    /// and so is what exceeds the limits. A selected text is replaced.
    @discardableResult
    package mutating func insert(_ words: some StringProtocol) -> Insertion {
        if isSelected { (text, position, isSelected) = ("", 0, false) }
        var line = String.UnicodeScalarView(), lines = 1, isBetween = false
        // The limit bounds the work on a paste of a megabyte.
        for scalar in words.unicodeScalars.prefix(Self.byteLimit) {
            switch scalar.properties.generalCategory {
            case _ where scalar == "\t": line.append(" ")
            // The line ends at the start and at the end separate nothing.
            case .lineSeparator, .paragraphSeparator,
                _ where (0xA...0xD).contains(scalar.value) || scalar == "\u{85}":
                isBetween = !line.isEmpty
            case .control: break
            default:
                if isBetween {
                    line.append(" ")
                    (lines, isBetween) = (lines + 1, false)
                }
                line.append(scalar)
            }
        }
        var left = Self.byteLimit - text.utf8.count
        let whole = String(line)
        let fitting = whole.prefix(max(Self.limit - text.count, 0)).prefix { letter in
            left -= letter.utf8.count
            return left >= 0
        }
        replace(before + fitting, after)
        let isWhole =
            fitting.endIndex == whole.endIndex
            && words.unicodeScalars.prefix(Self.byteLimit + 1).count <= Self.byteLimit
        return Insertion(isWhole: isWhole, lines: lines)
    }

    /// The text before the cursor without its last word and the spaces behind that.
    private var withoutLastWord: Substring {
        var rest = before
        while rest.last == " " { rest.removeLast() }
        while let letter = rest.last, letter != " " { rest.removeLast() }
        return rest
    }

    /// The cursor between two texts. Where a grapheme reaches over it, it moves behind that one.
    private mutating func replace(_ before: Substring, _ after: Substring) {
        let place = before.utf8.count
        text = String(before + after)
        position = 0
        for letter in text {
            if position >= place { return }
            position += letter.utf8.count
        }
    }
}
