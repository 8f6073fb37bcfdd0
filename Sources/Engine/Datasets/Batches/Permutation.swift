import Numerics

/// A pseudorandom permutation of `0..<count`, evaluated one index at a time in constant memory.
///
/// A balanced Feistel network over the next power of four, repeated until the value is below `count` (cycle walking; Black, Rogaway:
/// Ciphers with arbitrary finite domains, 2002). Fewer than four repetitions on average.
struct Permutation {
    let count: Int
    private let halfBits: Int
    private let keys: [8 of UInt64]

    init(count: Int, key: UInt64) {
        self.count = count
        // At least two bits a half: with one, eight rounds do not reach every order.
        var bits = 2
        while 1 << (2 * bits) < count { bits += 1 }
        halfBits = bits
        keys = [8 of UInt64] { SplitMix64.word(key, UInt64($0)) }
    }

    subscript(index: Int) -> Int {
        precondition(index >= 0 && index < count, "index \(index) of \(count)")
        var value = UInt64(index)
        repeat { value = scramble(value) } while value >= UInt64(count)
        return Int(value)
    }

    private func scramble(_ value: UInt64) -> UInt64 {
        let mask = (1 as UInt64) << halfBits - 1
        var (left, right) = (value >> halfBits, value & mask)
        for round in keys.indices {
            (left, right) = (right, left ^ SplitMix64.finalise(right ^ keys[round]) & mask)
        }
        return left << halfBits | right
    }
}
