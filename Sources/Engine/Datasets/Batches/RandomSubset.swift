import Numerics

/// A random choice without replacement, a function of a seed.
package enum RandomSubset {
    /// `wanted` distinct indices of `0..<count` in random order; all of them where `count` is smaller.
    package static func indices(_ wanted: Int, of count: Int, seed: UInt64) -> [Int] {
        let order = Permutation(count: count, key: SplitMix64.word(seed, UInt64(count)))
        return (0..<min(wanted, count)).map { order[$0] }
    }
}
