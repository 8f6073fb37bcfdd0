extension NormalisedText {
    /// A word that training did not have counts as understood where this fraction of its character n-grams occurred: a typing error or
    /// another ending.
    private static let leastKnown: Float = 0.5

    /// The words that `vocabulary` does not contain, each once, in the order of the text. The text encoder ignores what training did not
    /// have, so a prompt says nothing with these words.
    package func unknown(to vocabulary: BloomFilter) -> [String] {
        var seen: Set<String> = []
        return words.filter { word in
            guard seen.insert(word).inserted else { return false }
            let features = TextFeatures(NormalisedText(word)).features
            guard let whole = features.first, !vocabulary.contains(whole.hash) else { return false }
            let ngrams = features.dropFirst(), known = ngrams.count { vocabulary.contains($0.hash) }
            return Float(known) < Self.leastKnown * Float(max(ngrams.count, 1))
        }
    }
}

/// The words of prompts that were not understood, as every screen and command says it.
package enum UnknownWords {
    /// One line; nil for no words.
    package static func line(_ words: [String]) -> String? {
        words.isEmpty ? nil : "unknown: " + words.joined(separator: ", ")
    }
}
