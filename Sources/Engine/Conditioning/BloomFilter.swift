/// The text features that occurred in a run's captions: a Bloom filter (Bloom 1970), so that it is a tensor of fixed
/// size.
///
/// `contains` is true for every inserted feature. After 1,600 insertions it is also true for one in a hundred others.
package struct BloomFilter: Sendable, Equatable {
    /// Bits in the filter.
    package static let size = 32_768
    /// 1 for a bit that is set, else 0, as a variable of the run.
    package private(set) var bits: [Float]

    package init() { bits = [Float](repeating: 0, count: Self.size) }

    package init(bits: [Float]) {
        precondition(bits.count == Self.size, "\(bits.count) bits")
        self.bits = bits
    }

    /// Two bits for each feature, from parts of its hash that its index in a text's vector does not depend on.
    private static func pair(_ hash: UInt64) -> (Int, Int) {
        (Int(hash >> 16 & UInt64(size - 1)), Int(hash >> 40 & UInt64(size - 1)))
    }

    func contains(_ hash: UInt64) -> Bool {
        let (a, b) = Self.pair(hash)
        return bits[a] > 0 && bits[b] > 0
    }

    /// Whether a caption has the word: whole, and with all its n-grams.
    func contains(word: String) -> Bool {
        TextFeatures(NormalisedText(word)).features.allSatisfy { contains($0.hash) }
    }

    /// The part of other features that `contains` is true for by chance, 0...1.
    var chance: Double {
        let filled = Double(bits.count { $0 > 0 }) / Double(bits.count)
        return filled * filled
    }

    package mutating func insert(_ text: TextFeatures) {
        for feature in text.features {
            let (a, b) = Self.pair(feature.hash)
            (bits[a], bits[b]) = (1, 1)
        }
    }
}
