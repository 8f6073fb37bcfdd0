import CIntrinsics

/// Random numbers as a function of (seed, stream, counter, index), so a resumed run has no generator state to restore.
///
/// Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3; 2011).
package struct CounterRandom: Sendable {
    let key: (UInt32, UInt32)
    let stream: UInt32
    let counter: UInt64

    package init(seed: UInt64, stream: UInt32, counter: UInt64) {
        key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
        (self.stream, self.counter) = (stream, counter)
    }

    static let multipliers: (UInt32, UInt32) = (0xD251_1F53, 0xCD9E_8D57)
    static let weyl: (UInt32, UInt32) = (0x9E37_79B9, 0xBB67_AE85)

    /// Four words of block `index`.
    package func words(_ index: UInt32) -> SIMD4<UInt32> {
        var c = SIMD4(index, UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter >> 32), stream)
        var k = key
        for _ in 0..<10 {
            let a = UInt64(c[0]) * UInt64(Self.multipliers.0), b = UInt64(c[2]) * UInt64(Self.multipliers.1)
            c = SIMD4(
                UInt32(b >> 32) ^ c[1] ^ k.0, UInt32(truncatingIfNeeded: b), UInt32(a >> 32) ^ c[3] ^ k.1,
                UInt32(truncatingIfNeeded: a))
            k = (k.0 &+ Self.weyl.0, k.1 &+ Self.weyl.1)
        }
        return c
    }

    /// Standard normal number `index`: a group of 64 numbers comes from 16 blocks, one word of each in every 16.
    package func normal(at index: Int) -> Float {
        let (group, position) = (index / 64, index % 64)
        return normals(group: group)[position / 16][position % 16]
    }

    /// Numbers 64 `group` to 64 `group` + 63.
    package func normals(group: Int) -> [4 of Vector] {
        let w = blocks(first: UInt32(truncatingIfNeeded: group * 16))
        let (a, b) = Self.boxMuller(w.0, w.1)
        let (c, d) = Self.boxMuller(w.2, w.3)
        return [a, b, c, d]
    }

    /// Sixteen blocks at once, word by word.
    @inline(__always)
    func blocks(first: UInt32) -> (VectorBits, VectorBits, VectorBits, VectorBits) {
        var c0 = VectorBits(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) &+ first
        var c1 = VectorBits(repeating: UInt32(truncatingIfNeeded: counter))
        var c2 = VectorBits(repeating: UInt32(truncatingIfNeeded: counter >> 32))
        var c3 = VectorBits(repeating: stream)
        var k = key
        for _ in 0..<10 {
            let (highA, lowA) = Self.product(c0, Self.multipliers.0),
                (highB, lowB) = Self.product(c2, Self.multipliers.1)
            (c0, c1, c2, c3) = (highB ^ c1 ^ k.0, lowB, highA ^ c3 ^ k.1, lowA)
            k = (k.0 &+ Self.weyl.0, k.1 &+ Self.weyl.1)
        }
        return (c0, c1, c2, c3)
    }

    @inline(__always)
    private static func product(_ a: VectorBits, _ factor: UInt32) -> (high: VectorBits, low: VectorBits) {
        (vector_product_high(a, factor), a &* factor)
    }

    @inline(__always)
    private static func boxMuller(_ u: VectorBits, _ v: VectorBits) -> (Vector, Vector) {
        // 23 bits each as the fraction of a float in [1, 2). The first is then in (0, 1], so that its logarithm exists;
        // the second in [0, 1).
        let first = 2 - unsafeBitCast((u &>> 9) | 0x3F80_0000, to: Vector.self)
        let (cosine, sine) = VectorMath.turn(unsafeBitCast((v &>> 9) | 0x3F80_0000, to: Vector.self) - 1)
        let radius = VectorMath.squareRoot(VectorMath.logarithm(first) * -2)
        return (radius * cosine, radius * sine)
    }
}

extension CounterRandom {
    /// Uniform number `index` in [0, 1).
    package func uniform(at index: Int) -> Float {
        Float(words(UInt32(truncatingIfNeeded: index / 4))[index % 4] >> 8) * 5.9604644775390625e-8
    }

    /// The first `count` standard normal numbers.
    package func normals(_ count: Int) -> [Float] {
        var result: [Float] = []
        result.reserveCapacity(count + 64)
        for group in 0..<(count + 63) / 64 {
            let numbers = normals(group: group)
            for part in 0..<4 { for position in 0..<16 { result.append(numbers[part][position]) } }
        }
        return Array(result.prefix(count))
    }
}
