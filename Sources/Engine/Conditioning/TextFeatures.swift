import Numerics

/// The hashed features of a text: its words, pairs of neighbouring words joined, and character n-grams of three and
/// four letters (Weinberger et al. 2009, "Feature hashing"; Bojanowski et al. 2017, "fastText", for the n-grams).
///
/// A word with a typing error, or with an ending that training never had, has most of its n-grams in common with the
/// word that was meant.
package struct TextFeatures {
    /// Values in a text's feature vector.
    package static let size = 4096
    /// Length of a feature vector: the first layer's results then have values near 1.
    private static let length: Float = 8
    private static let pairWeight: Float = 0.5
    private static let ngrams = 3...4

    /// One feature: its hash and its weight.
    struct Feature {
        let hash: UInt64
        let weight: Float
    }

    let features: [Feature]

    package init(_ text: NormalisedText) {
        var features: [Feature] = []
        for (index, word) in text.words.enumerated() {
            features.append(Feature(hash: Self.hash(word.unicodeScalars), weight: 1))
            // "ankle boot" also has the word "ankleboot", and "t shirt" has "tshirt".
            if index > 0 {
                let pair = text.words[index - 1] + word
                features.append(Feature(hash: Self.hash(pair.unicodeScalars), weight: Self.pairWeight))
            }
            let letters = Array("<\(word)>".unicodeScalars)
            let parts = Self.ngrams.flatMap { n in
                stride(from: 0, through: letters.count - n, by: 1).map { Self.hash(letters[$0..<$0 + n], salt: 1) }
            }
            // All n-grams of a word together have the weight of the word.
            let weight = 1 / Float(max(1, parts.count)).squareRoot()
            features += parts.map { Feature(hash: $0, weight: weight) }
        }
        self.features = features
    }

    private static func hash(_ scalars: some Sequence<Unicode.Scalar>, salt: UInt64 = 0) -> UInt64 {
        scalars.reduce(SplitMix64.finalise(salt &+ 1)) { SplitMix64.finalise($0 ^ UInt64($1.value)) }
    }

    /// Adds the feature vector to `size` zeros of `target` from `start` on. Features that `vocabulary` does not contain
    /// are left out: their weights are not trained.
    /// - Returns: the fraction of the text, by weight, that `vocabulary` contains, 0...1.
    @discardableResult
    package func write(to target: inout MutableSpan<Float>, at start: Int, vocabulary: BloomFilter) -> Float {
        var (total, known, square) = (Float(0), Float(0), Float(0))
        for feature in features {
            total += feature.weight
            guard vocabulary.contains(feature.hash) else { continue }
            known += feature.weight
            let index = start + Int(feature.hash % UInt64(Self.size))
            // A random sign, so that features with the same index cancel on average.
            let value = feature.hash >> 63 == 0 ? feature.weight : -feature.weight
            square += value * (2 * target[index] + value)
            target[index] += value
        }
        guard square > 0 else { return 0 }
        let scale = Self.length / square.squareRoot()
        for index in start..<start + Self.size where target[index] != 0 { target[index] *= scale }
        return known / total
    }
}
