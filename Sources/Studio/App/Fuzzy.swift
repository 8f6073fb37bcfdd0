/// How well a few typed letters stand for a longer text.
package enum Fuzzy {
    /// Higher is better; nil where the letters do not occur in this order, whatever their case. Letters that follow each
    /// other count most, then those that begin a word; of equal matches the shorter text wins.
    /// - Complexity: O(letters of both).
    package static func score(_ typed: String, in text: String) -> Int? {
        let wanted = Array(typed.lowercased().filter { $0 != " " }), letters = Array(text.lowercased())
        guard !wanted.isEmpty else { return 0 }
        // A run of letters as they stand beats any scattered match.
        if let start = letters.firstRange(of: wanted)?.lowerBound {
            return 1000 + (isStart(start, letters) ? 200 : 0) - start - letters.count / 4
        }
        var score = 0, place = 0, previous = -2
        for letter in wanted {
            guard let found = letters[place...].firstIndex(of: letter) else { return nil }
            score += found == previous + 1 ? 10 : isStart(found, letters) ? 8 : 1
            (previous, place) = (found, found + 1)
        }
        return score - letters.count / 4
    }

    /// Those of `items` that match, best first; of equal ones the earlier.
    package static func ranked<Item>(_ items: [Item], _ typed: String, by text: (Item) -> String) -> [Item] {
        let scored = items.enumerated().compactMap { place, item in
            score(typed, in: text(item)).map { (item: item, score: $0, place: place) }
        }
        return scored.sorted { ($1.score, $0.place) < ($0.score, $1.place) }.map(\.item)
    }

    private static func isStart(_ index: Int, _ letters: [Character]) -> Bool {
        index == 0 || !letters[index - 1].isLetter
    }
}
