/// One slip of the fingers in a caption, as common ones are (Damerau: A technique for computer detection and correction of
/// spelling errors, 1964): two letters changed places, one is missing, doubled or wrong.
package enum TypingError {
    /// The caption with one error in a word of four letters or more, of three where there is none; the first letter of the word
    /// stays. Unchanged where all words are shorter.
    package static func made(in caption: String, _ random: inout SeededMixing.Sequence) -> String {
        var words = caption.split(separator: " ", omittingEmptySubsequences: false).map { Array($0) }
        func indices(of least: Int) -> [Int] { words.indices.filter { words[$0].count { $0.isLetter } >= least } }
        let long = indices(of: 4).isEmpty ? indices(of: 3) : indices(of: 4)
        guard !long.isEmpty else { return caption }
        // A word like "photo" says nothing of the thing: the longest words are hit twice as often.
        let longest = long.map { words[$0].count }.max() ?? 0
        let aims = long + long.filter { words[$0].count == longest }
        let index = aims[Int(random.next() % UInt64(aims.count))]
        words[index] = slipped(words[index], &random)
        return words.map { String($0) }.joined(separator: " ")
    }

    private static func slipped(_ word: [Character], _ random: inout SeededMixing.Sequence) -> [Character] {
        let letters = word.indices.filter { $0 > 0 && word[$0].isLetter }
        let place = letters[Int(random.next() % UInt64(letters.count))]
        var slipped = word
        switch random.next() % 4 {
        case 0 where place > 1 && word[place] != word[place - 1]: slipped.swapAt(place, place - 1)
        case 1: slipped.remove(at: place)
        case 2: slipped.insert(word[place], at: place)
        default: slipped[place] = neighbour(of: word[place])
        }
        return slipped
    }

    /// The key to the right on a keyboard, or to the left at the end of a row.
    private static func neighbour(of letter: Character) -> Character {
        for row in ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map(Array.init) {
            guard let place = row.firstIndex(of: letter) else { continue }
            return row[place + 1 < row.count ? place + 1 : place - 1]
        }
        return "x"
    }
}
