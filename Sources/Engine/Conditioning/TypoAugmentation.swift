package import Numerics

/// A typing error as text augmentation (Belinkov and Bisk 2018, "Synthetic and natural noise both break neural machine
/// translation"): a letter left out, doubled or replaced, or two swapped.
package enum TypoAugmentation {
    /// `text` with one typing error; unchanged where it has no letters, or where a swap falls on the last letter of a
    /// word.
    package static func augmented(_ text: String, _ random: inout SplitMix64.Sequence) -> String {
        var letters = Array(text)
        let indices = letters.indices.filter { letters[$0].isLetter }
        guard let index = indices.randomElement(using: &random) else { return text }
        switch random.next() % 4 {
        case 0: letters.remove(at: index)
        case 1: letters.insert(letters[index], at: index)
        case 2: letters[index] = alphabet.randomElement(using: &random) ?? letters[index]
        default:
            if index + 1 < letters.count, letters[index + 1].isLetter { letters.swapAt(index, index + 1) }
        }
        return String(letters)
    }

    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz")
}
