/// Random words as a function of a seed: what the order of pictures and the drawn shapes are made from.
///
/// The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
package enum SeededMixing {
    private static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// A word that depends on every bit of every one of `words` and on their order.
    static func word(_ words: UInt64...) -> UInt64 {
        words.reduce(0) { finalise(($0 ^ $1) &+ golden) }
    }

    static func finalise(_ word: UInt64) -> UInt64 {
        var z = word
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    /// An endless sequence of words that starts from a seed.
    package struct Sequence: RandomNumberGenerator {
        private var state: UInt64

        package init(seed: UInt64) { state = seed }

        package mutating func next() -> UInt64 {
            state &+= golden
            return finalise(state)
        }

        /// Uniform in `range`.
        mutating func uniform(_ range: ClosedRange<Float>) -> Float {
            range.lowerBound + (range.upperBound - range.lowerBound) * Float(next() >> 40) * 0x1p-24
        }
    }
}
