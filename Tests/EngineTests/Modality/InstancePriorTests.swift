import Engine
import Testing

@Suite struct InstancePriorTests {
    private static let E = JointSpace.extent

    /// 1 in the place `axis`, 0 elsewhere.
    private static func axis(_ axis: Int) -> [Float] { (0..<E).map { $0 == axis ? 1 : 0 } }

    /// The place of the instance, one of the first `count` axes, that each row of `told` holds besides what was asked for.
    private static func instances(_ told: [Float], without asked: [Float], count: Int) -> [Int] {
        (0..<told.count / E).map { row in
            (0..<count).max { told[row * E + $0] - asked[row * E + $0] < told[row * E + $1] - asked[row * E + $1] }!
        }
    }

    /// Of pictures whose vectors are the first `count` axes, and nothing else is known of them; without noise, so that what is told is exact.
    private static func prior(_ count: Int) -> InstancePrior {
        let axes = (0..<count).flatMap(axis)
        return InstancePrior(keys: axes, instances: axes, untold: axes, noise: 0)
    }

    private static let choices: [Double] = (0..<100).map { (Double($0) + 0.5) / 100 }

    @Test func `what fits one picture alone always gets that one`() {
        let prior = Self.prior(4)
        for wanted in 0..<4 {
            let asked = Self.choices.flatMap { _ in Self.axis(wanted) }
            #expect(zip(prior(asked, choices: Self.choices), asked).allSatisfy { abs($0 - $1) < 1e-6 })
        }
    }

    @Test func `what fits two pictures gets each of them equally often, and no other`() {
        let prior = Self.prior(4), half = Float(0.5).squareRoot()
        let asked = Self.choices.flatMap { _ in (0..<Self.E).map { $0 == 1 || $0 == 3 ? half : 0 } }
        let told = prior(asked, choices: Self.choices)
        let chosen = (0..<100).map { row in told[row * Self.E + 1] > told[row * Self.E + 3] ? 1 : 3 }
        #expect(chosen.count { $0 == 1 } == 50 && chosen.prefix(50).allSatisfy { $0 == 1 })
        #expect((0..<100).allSatisfy { told[$0 * Self.E] == 0 && told[$0 * Self.E + 2] == 0 })
        // What was asked for is still there, and the whole has length 1.
        #expect((0..<100).allSatisfy { min(told[$0 * Self.E + 1], told[$0 * Self.E + 3]) > 0.4 })
        for row in 0..<100 {
            let length = told[row * Self.E..<(row + 1) * Self.E].reduce(Float(0)) { $0 + $1 * $1 }
            #expect(abs(length - 1) < 1e-5)
        }
    }

    @Test func `what is known of a picture decides, and the picture's own vector is told`() {
        let prior = InstancePrior(keys: Self.axis(0) + Self.axis(1), instances: Self.axis(2) + Self.axis(3), untold: Self.axis(4), noise: 0)
        let told = prior(Self.axis(0) + Self.axis(1), choices: [0.5, 0.5])
        #expect(told[0] > 0.8 && told[2] > 0.5 && told[3] == 0)
        #expect(told[Self.E + 1] > 0.8 && told[Self.E + 3] > 0.5 && told[Self.E + 2] == 0)
    }

    @Test func `what is told is disturbed as in training, by what the choice says`() {
        let axes = (0..<2).flatMap(Self.axis), prior = InstancePrior(keys: axes, instances: axes, untold: axes)
        let asked = Self.axis(1), all = Self.choices.flatMap { _ in asked }
        #expect(prior(all, choices: Self.choices) == prior(all, choices: Self.choices))
        let cosines = Self.choices.map { prior(asked, choices: [$0])[1] }
        #expect(Set(cosines).count == 100)
        // Noise of the weight 0.08 beside a vector of length 1.7.
        #expect(cosines.allSatisfy { 0.95...1 ~= $0 } && cosines.min()! < 0.985)
    }

    @Test func `nothing asked for is anything that was told in training, each as often as the others`() {
        let prior = Self.prior(4)
        let told = prior([Float](repeating: 0, count: 100 * Self.E), choices: Self.choices)
        let chosen = Self.instances(told, without: [Float](repeating: 0, count: told.count), count: 4)
        #expect((0..<4).map { one in chosen.count { $0 == one } } == [25, 25, 25, 25])
        #expect((0..<100).allSatisfy { told[$0 * Self.E + chosen[$0]] == 1 })
    }

    @Test func `the nearer is chosen more often, and what is far from all still gets one`() {
        // 0.015 nearer to the first: e to 1.
        let (near, far): (Float, Float) = (0.615, 0.6)
        let rest = (1 - near * near - far * far).squareRoot()
        let one: [Float] = [near, far, rest] + [Float](repeating: 0, count: Self.E - 3)
        let asked = Self.choices.flatMap { _ in one }
        let drawn = Self.prior(2)(asked, choices: Self.choices)
        #expect(Self.instances(drawn, without: asked, count: 2).count { $0 == 0 } == 73)
        let away = Self.axis(0).map { -$0 }
        let told = InstancePrior(keys: Self.axis(0), instances: Self.axis(0), untold: Self.axis(0), noise: 0)(away, choices: [0.9])
        #expect(told.allSatisfy { $0.isFinite } && told[0] == -1)
    }

    @Test func `a row's result does not depend on the rows around it`() {
        var random = SeededNumbers(5)
        func vectors(_ count: Int) -> [Float] {
            (0..<count).flatMap { _ in Mixture.vector([(random.numbers(Self.E, in: -1...1).map { Float($0) }[...], 1)]) }
        }
        let prior = InstancePrior(keys: vectors(30), instances: vectors(30), untold: vectors(2)), asked = vectors(3)
        let (a, b, c) = (asked[..<Self.E], asked[Self.E..<2 * Self.E], asked[(2 * Self.E)...])
        let together = prior(Array(a + a + b + a + c), choices: [0.1, 0.7, 0.7, 0.1, 0.5])
        let alone = [(a, 0.1), (a, 0.7), (b, 0.7), (a, 0.1), (c, 0.5)].flatMap { prior(Array($0.0), choices: [$0.1]) }
        #expect(together == alone)
    }
}
