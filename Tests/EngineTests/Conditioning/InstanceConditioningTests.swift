import Conditioning
import Testing

@Suite struct InstanceConditioningTests {
    private static let E = EmbeddingSpace.dimension

    /// The unit vector of an axis.
    private static func axis(_ axis: Int) -> [Float] { (0..<E).map { $0 == axis ? 1 : 0 } }

    /// The instance, one of the first `count` axes, in each row of `conditions` beside the prompt.
    private static func sampled(_ conditions: [Float], without prompts: [Float], count: Int) -> [Int] {
        (0..<conditions.count / E).map { row in
            func added(_ axis: Int) -> Float { conditions[row * E + axis] - prompts[row * E + axis] }
            return (0..<count).max { added($0) < added($1) }!
        }
    }

    /// The first `count` axes as keys, instances and unconditional embeddings; without noise, for exact results.
    private static func conditioning(_ count: Int) -> InstanceConditioning {
        let axes = (0..<count).flatMap(axis)
        return InstanceConditioning(keys: axes, instances: axes, unconditional: axes, noiseWeight: 0)
    }

    private static let choices: [Double] = (0..<100).map { (Double($0) + 0.5) / 100 }

    @Test func `a prompt near one instance always gets it`() {
        let conditioning = Self.conditioning(4)
        for instance in 0..<4 {
            let prompts = Self.choices.flatMap { _ in Self.axis(instance) }
            #expect(zip(conditioning(prompts, choices: Self.choices), prompts).allSatisfy { abs($0 - $1) < 1e-6 })
        }
    }

    @Test func `a prompt equally near to two instances gets each of them equally often, and no other`() {
        let conditioning = Self.conditioning(4), half = Float(0.5).squareRoot()
        let prompts = Self.choices.flatMap { _ in (0..<Self.E).map { $0 == 1 || $0 == 3 ? half : 0 } }
        let conditions = conditioning(prompts, choices: Self.choices)
        let chosen = (0..<100).map { row in conditions[row * Self.E + 1] > conditions[row * Self.E + 3] ? 1 : 3 }
        #expect(chosen.count { $0 == 1 } == 50 && chosen.prefix(50).allSatisfy { $0 == 1 })
        #expect((0..<100).allSatisfy { conditions[$0 * Self.E] == 0 && conditions[$0 * Self.E + 2] == 0 })
        // The prompt is still a part, and the length is 1.
        #expect((0..<100).allSatisfy { min(conditions[$0 * Self.E + 1], conditions[$0 * Self.E + 3]) > 0.4 })
        for row in 0..<100 {
            let length = conditions[row * Self.E..<(row + 1) * Self.E].reduce(Float(0)) { $0 + $1 * $1 }
            #expect(abs(length - 1) < 1e-5)
        }
    }

    @Test func `keys select, and the instance of the selected key is mixed in`() {
        let conditioning = InstanceConditioning(
            keys: Self.axis(0) + Self.axis(1), instances: Self.axis(2) + Self.axis(3),
            unconditional: Self.axis(4), noiseWeight: 0)
        let conditions = conditioning(Self.axis(0) + Self.axis(1), choices: [0.5, 0.5])
        #expect(conditions[0] > 0.8 && conditions[2] > 0.5 && conditions[3] == 0)
        #expect(conditions[Self.E + 1] > 0.8 && conditions[Self.E + 3] > 0.5 && conditions[Self.E + 2] == 0)
    }

    @Test func `conditions have noise as in training, a function of the choice`() {
        let axes = (0..<2).flatMap(Self.axis)
        let conditioning = InstanceConditioning(keys: axes, instances: axes, unconditional: axes)
        let prompt = Self.axis(1), all = Self.choices.flatMap { _ in prompt }
        #expect(conditioning(all, choices: Self.choices) == conditioning(all, choices: Self.choices))
        let cosines = Self.choices.map { conditioning(prompt, choices: [$0])[1] }
        #expect(Set(cosines).count == 100)
        // Noise of weight 0.08 beside a vector of length 1.7.
        #expect(cosines.allSatisfy { 0.95...1 ~= $0 } && cosines.min()! < 0.985)
    }

    @Test func `without a prompt each unconditional embedding is chosen equally often`() {
        let zeros = [Float](repeating: 0, count: 100 * Self.E)
        let conditions = Self.conditioning(4)(zeros, choices: Self.choices)
        let chosen = Self.sampled(conditions, without: zeros, count: 4)
        #expect((0..<4).map { one in chosen.count { $0 == one } } == [25, 25, 25, 25])
        #expect((0..<100).allSatisfy { conditions[$0 * Self.E + chosen[$0]] == 1 })
    }

    @Test func `an instance nearer by 0.015 is sampled e times as often, and a distant prompt still gets one`() {
        let (near, far): (Float, Float) = (0.615, 0.6)
        let remainder = (1 - near * near - far * far).squareRoot()
        let prompt: [Float] = [near, far, remainder] + [Float](repeating: 0, count: Self.E - 3)
        let prompts = Self.choices.flatMap { _ in prompt }
        let conditions = Self.conditioning(2)(prompts, choices: Self.choices)
        #expect(Self.sampled(conditions, without: prompts, count: 2).count { $0 == 0 } == 73)
        let single = InstanceConditioning(
            keys: Self.axis(0), instances: Self.axis(0), unconditional: Self.axis(0),
            noiseWeight: 0)
        let opposite = single(Self.axis(0).map { -$0 }, choices: [0.9])
        #expect(opposite.allSatisfy { $0.isFinite } && opposite[0] == -1)
    }

    @Test func `the result of a row does not depend on other rows`() {
        var random = SeededNumbers(5)
        func vectors(_ count: Int) -> [Float] {
            (0..<count).flatMap { _ in
                ConditionMixture.vector([(random.numbers(Self.E, in: -1...1).map { Float($0) }[...], 1)])
            }
        }
        let conditioning = InstanceConditioning(keys: vectors(30), instances: vectors(30), unconditional: vectors(2))
        let prompts = vectors(3)
        let (a, b, c) = (prompts[..<Self.E], prompts[Self.E..<2 * Self.E], prompts[(2 * Self.E)...])
        let together = conditioning(Array(a + a + b + a + c), choices: [0.1, 0.7, 0.7, 0.1, 0.5])
        let alone = [(a, 0.1), (a, 0.7), (b, 0.7), (a, 0.1), (c, 0.5)].flatMap {
            conditioning(Array($0.0), choices: [$0.1])
        }
        #expect(together == alone)
    }
}
