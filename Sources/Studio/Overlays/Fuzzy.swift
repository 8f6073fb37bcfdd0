/// Fuzzy matching of a few letters with a longer text.
package enum Fuzzy {
    /// A higher score is a better match; nil where the letters do not occur in this order, ignoring case. Consecutive letters count
    /// most, then first letters of words; of equal matches the shorter text is better.
    /// - Complexity: O(letters of both).
    package static func score(_ typed: String, in text: String) -> Int? {
        let pattern = Array(typed.lowercased().filter { $0 != " " }), letters = Array(text.lowercased())
        guard !pattern.isEmpty else { return 0 }
        // Consecutive letters are better than any scattered match.
        if let start = letters.firstRange(of: pattern)?.lowerBound {
            return 1000 + (isStart(start, letters) ? 200 : 0) - start - letters.count / 4
        }
        var score = 0, next = 0, previous = -2
        for letter in pattern {
            guard let found = letters[next...].firstIndex(of: letter) else { return nil }
            score += found == previous + 1 ? 10 : isStart(found, letters) ? 8 : 1
            (previous, next) = (found, found + 1)
        }
        return score - letters.count / 4
    }

    /// The items that match, best first, else in their order.
    package static func ranked<Item>(_ items: [Item], _ typed: String, by text: (Item) -> String) -> [Item] {
        let scored = items.enumerated().compactMap { index, item in
            score(typed, in: text(item)).map { (item: item, score: $0, index: index) }
        }
        return scored.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.item)
    }

    private static func isStart(_ index: Int, _ letters: [Character]) -> Bool {
        index == 0 || !letters[index - 1].isLetter
    }
}
