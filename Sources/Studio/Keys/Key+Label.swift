extension Key {
    /// Reads what `label` writes; nil for any other text.
    package init?(label: String) {
        let named: [Key] =
            [
                .enter, .escape, .tab, .backTab, .backspace, .insert, .delete, .up, .down, .left, .right, .home,
                .end, .pageUp, .pageDown, .character(" "),
            ] + (1...12).map { .function($0) }
        if let key = named.first(where: { $0.label.lowercased() == label.lowercased() }) {
            self = key
        } else if label.count == 1, let letter = label.first {
            self = .character(letter)
        } else if label.lowercased().hasPrefix("ctrl-"), label.count == 6, let letter = label.lowercased().last,
            letter.isASCII, letter.isLetter
        {
            self = .control(letter)
        } else {
            return nil
        }
    }
}
