package import Numerics

/// One typing error in a caption, of a common kind: two letters swapped, one missing, doubled or wrong (Damerau: A technique for
/// computer detection and correction of spelling errors, 1964).
package enum Typo {
    /// The caption with one error in a word of at least four letters, or of three where no word has four; the word's first letter
    /// stays. Unchanged where all words are shorter.
    package static func inserted(into caption: String, _ random: inout SplitMix64.Sequence) -> String {
        var words = caption.split(separator: " ", omittingEmptySubsequences: false).map { Array($0) }
        func indices(of least: Int) -> [Int] { words.indices.filter { words[$0].count { $0.isLetter } >= least } }
        let long = indices(of: 4).isEmpty ? indices(of: 3) : indices(of: 4)
        guard !long.isEmpty else { return caption }
        // The longest words are chosen twice as often: a word like "photo" does not name the thing.
        let longest = long.map { words[$0].count }.max() ?? 0
        let candidates = long + long.filter { words[$0].count == longest }
        let index = candidates[Int(random.next() % UInt64(candidates.count))]
        words[index] = mistyped(words[index], &random)
        return words.map { String($0) }.joined(separator: " ")
    }

    private static func mistyped(_ word: [Character], _ random: inout SplitMix64.Sequence) -> [Character] {
        let letters = word.indices.filter { $0 > 0 && word[$0].isLetter }
        let position = letters[Int(random.next() % UInt64(letters.count))]
        var result = word
        switch random.next() % 4 {
        case 0 where position > 1 && word[position] != word[position - 1]: result.swapAt(position, position - 1)
        case 1: result.remove(at: position)
        case 2: result.insert(word[position], at: position)
        default: result[position] = neighbour(of: word[position])
        }
        return result
    }

    /// The key to the right on a QWERTY keyboard, or to the left at the end of a row.
    private static func neighbour(of letter: Character) -> Character {
        for row in ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map(Array.init) {
            guard let position = row.firstIndex(of: letter) else { continue }
            return row[position + 1 < row.count ? position + 1 : position - 1]
        }
        return "x"
    }
}
