extension NormalisedText {
    /// The words that no caption of a run contains, each once, in the order of the text. A plural of a known word is known, and a known
    /// plural's singular.
    ///
    /// A caption's word is in the filter with all its n-grams. The filter alone answers wrongly for one word in eight of a run with
    /// thousands of features, but hardly ever for a word and all its n-grams.
    package func unknown(to vocabulary: BloomFilter) -> [String] {
        var seen: Set<String> = []
        return words.filter { word in
            seen.insert(word).inserted && !Self.forms(of: word).contains { vocabulary.contains(word: $0) }
        }
    }

    /// A word, and with it singular and plural.
    private static func forms(of word: String) -> [String] {
        let endings = ["es", "s"].filter { word.count > $0.count + 2 && word.hasSuffix($0) }
        return [word] + endings.map { String(word.dropLast($0.count)) } + [word + "s", word + "es"]
    }

    /// Whether the encoder takes anything from the text that training had: a known word, or one that resembles it in spelling.
    func isUnderstood(by vocabulary: BloomFilter) -> Bool {
        words.contains { word in
            let ngrams = TextFeatures(NormalisedText(word)).features.dropFirst()
            let known = Double(ngrams.count { vocabulary.contains($0.hash) }), count = Double(max(ngrams.count, 1))
            // Of the n-grams that training did not have, the filter contains this part by chance.
            let chance = vocabulary.chance
            return vocabulary.contains(word: word) || known / count > chance + Self.leastKnown * (1 - chance)
        }
    }

    /// The part of a word's n-grams that a misspelt word has at least.
    private static let leastKnown = 0.25
}

/// The words of prompts that were not understood, as every screen and command says it.
package enum UnknownWords {
    /// One line; nil for no words.
    package static func line(_ words: [String]) -> String? {
        words.isEmpty ? nil : "unknown: " + words.joined(separator: ", ")
    }
}
