/// A slip of the keyboard, as people make them: a letter left out, doubled, replaced, or two in the wrong order.
///
/// Captions get them while training, so that the encoder is used to them (compare Belinkov and Bisk 2018).
enum LetterNoise {
    /// `text` with one slip within its words, chosen by `random`; as it is where there are no letters.
    static func disturbed(_ text: String, _ random: inout SeededMixing.Sequence) -> String {
        var letters = Array(text)
        let places = letters.indices.filter { letters[$0].isLetter }
        guard let place = places.randomElement(using: &random) else { return text }
        switch random.next() % 4 {
        case 0: letters.remove(at: place)
        case 1: letters.insert(letters[place], at: place)
        case 2: letters[place] = alphabet.randomElement(using: &random) ?? letters[place]
        default:
            if place + 1 < letters.count, letters[place + 1].isLetter { letters.swapAt(place, place + 1) }
        }
        return String(letters)
    }

    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz")
}
