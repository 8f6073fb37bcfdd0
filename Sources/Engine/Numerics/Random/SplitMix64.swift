/// SplitMix64 (Steele, Lea and Flood 2014): random words as a function of a seed.
package enum SplitMix64 {
    @usableFromInline static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// A word that depends on every bit of each argument and on their order; allocates nothing.
    @inlinable package static func word(_ a: UInt64) -> UInt64 { finalise(a &+ golden) }

    @inlinable package static func word(_ a: UInt64, _ b: UInt64) -> UInt64 { finalise((word(a) ^ b) &+ golden) }

    @inlinable package static func word(_ a: UInt64, _ b: UInt64, _ c: UInt64) -> UInt64 {
        finalise((word(a, b) ^ c) &+ golden)
    }

    @inlinable package static func word(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) -> UInt64 {
        finalise((word(a, b, c) ^ d) &+ golden)
    }

    /// The generator's output function, a bijection that mixes all bits.
    @inlinable package static func finalise(_ word: UInt64) -> UInt64 {
        var z = word
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    /// An endless sequence of words from a seed.
    package struct Sequence: RandomNumberGenerator, Sendable {
        @usableFromInline var state: UInt64

        @inlinable package init(seed: UInt64) { state = seed }

        @inlinable package mutating func next() -> UInt64 {
            state &+= golden
            return finalise(state)
        }

        /// Uniform in `range`.
        @inlinable package mutating func uniform(_ range: ClosedRange<Float>) -> Float {
            range.lowerBound + (range.upperBound - range.lowerBound) * Float(next() >> 40) * 0x1p-24
        }
    }
}
