import Numerics
import Testing

@Suite struct CounterRandomTests {
    /// The authors' test vectors for Philox 4x32-10.
    @Test func `words are those of the published test vectors`() {
        let zero = CounterRandom(seed: 0, stream: 0, counter: 0).words(0)
        #expect(zero == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
        let ones = CounterRandom(seed: .max, stream: .max, counter: .max).words(.max)
        #expect(ones == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    }

    @Test func `normal numbers have the mean, variance and tails of the normal distribution`() {
        let numbers = CounterRandom(seed: 4, stream: 1, counter: 9).normals(400_000).map(Double.init)
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
        #expect(abs(mean) < 0.01)
        #expect(abs(variance - 1) < 0.01)
        let beyondTwo = Double(numbers.filter { abs($0) > 2 }.count) / Double(numbers.count)
        #expect(abs(beyondTwo - 0.0455) < 0.002)
        #expect(!numbers.contains { !$0.isFinite })
    }

    @Test func `a number depends on seed, stream, counter and index alone`() {
        let a = CounterRandom(seed: 4, stream: 1, counter: 9)
        #expect(a.normals(100) == CounterRandom(seed: 4, stream: 1, counter: 9).normals(100))
        #expect(Array(a.normals(1000).prefix(100)) == a.normals(100))
        #expect(a.normal(at: 77) == a.normals(100)[77])
        for other in [
            CounterRandom(seed: 5, stream: 1, counter: 9), CounterRandom(seed: 4, stream: 2, counter: 9),
            CounterRandom(seed: 4, stream: 1, counter: 10),
        ] {
            #expect(other.normals(100) != a.normals(100))
        }
    }

    @Test func `uniform numbers cover the half-open interval`() {
        let random = CounterRandom(seed: 1, stream: 0, counter: 0)
        let numbers = (0..<10_000).map { random.uniform(at: $0) }
        #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
        #expect(numbers.min()! < 0.001 && numbers.max()! > 0.999)
    }
}
