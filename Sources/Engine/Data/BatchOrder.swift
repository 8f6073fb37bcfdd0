/// Which pictures form the batch of a step, as a pure function: nothing to save, nothing to lose on resuming.
///
/// Position p of the endless order is place `p % count` of epoch `p / count`; each epoch is a permutation of all
/// pictures of its own, so every picture comes once an epoch. Batches run on over the border between two epochs.
public struct BatchOrder: Sendable, Equatable {
    public let seed: UInt64
    /// Pictures in the data.
    public let count: Int
    /// Pictures in a step.
    public let batch: Int

    public init(seed: UInt64, count: Int, batch: Int) {
        precondition(count > 0 && batch > 0, "\(batch) of \(count) pictures")
        (self.seed, self.count, self.batch) = (seed, count, batch)
    }

    /// The pictures of step `step`, which counts from 0.
    public func indices(step: Int) -> [Int] {
        var indices = [Int](repeating: 0, count: batch)
        fill(&indices, step: step)
        return indices
    }

    /// Writes the pictures of step `step` over those in `indices`, which has `batch` elements.
    public func fill(_ indices: inout [Int], step: Int) {
        precondition(step >= 0 && indices.count == batch, "step \(step), \(indices.count) places for \(batch) pictures")
        for place in indices.indices { indices[place] = index(at: step * batch + place) }
    }

    /// The picture at `position` of the endless order.
    public func index(at position: Int) -> Int {
        let (epoch, place) = position.quotientAndRemainder(dividingBy: count)
        return Permutation(count: count, key: SeededMixing.word(seed, UInt64(epoch)))[place]
    }

    /// How many times all pictures have been shown when `step` begins, e.g. 2.5.
    public func epoch(step: Int) -> Double { Double(step) * Double(batch) / Double(count) }
}

/// A permutation of `0..<count` chosen by a key, evaluated one place at a time in constant memory.
///
/// A balanced Feistel network over the next power of four, walked until it lands below `count` (Black, Rogaway: Ciphers
/// with arbitrary finite domains, 2002). Fewer than four walks on average.
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
        keys = [8 of UInt64] { SeededMixing.word(key, UInt64($0)) }
    }

    subscript(place: Int) -> Int {
        precondition(place >= 0 && place < count, "place \(place) of \(count)")
        var value = UInt64(place)
        repeat { value = scramble(value) } while value >= UInt64(count)
        return Int(value)
    }

    private func scramble(_ value: UInt64) -> UInt64 {
        let mask = (1 as UInt64) << halfBits - 1
        var (left, right) = (value >> halfBits, value & mask)
        for round in keys.indices {
            (left, right) = (right, left ^ SeededMixing.finalise(right ^ keys[round]) & mask)
        }
        return left << halfBits | right
    }
}
