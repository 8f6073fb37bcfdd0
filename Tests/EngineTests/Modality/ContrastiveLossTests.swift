import Engine
import Testing

@Suite struct ContrastiveLossTests {
    private static func unit(_ x: Tensor) -> Tensor { x / (x.squared.sum(to: [x.shape[0], 1]) + 1e-12).squareRoot }

    /// The loss between `a` and `b`, which are brought to length 1 first.
    private static func loss(_ N: Int, _ E: Int, in graph: Graph) -> (result: ContrastiveLoss.Result, a: Tensor, b: Tensor) {
        let (a, b) = (graph.input("a", [N, E]), graph.input("b", [N, E]))
        let result = ContrastiveLoss.between(Embedded(vectors: unit(a), isThere: graph.input("a.there", [N, 1])),
                                             Embedded(vectors: unit(b), isThere: graph.input("b.there", [N, 1])), belongs: graph.input("belongs", [N, N]))
        return (result, a, b)
    }

    private static func values(_ N: Int, _ E: Int, seed: UInt64, belongs: [Double]? = nil, there: ([Double], [Double])? = nil) -> [String: [Double]] {
        var random = SeededNumbers(seed)
        let identity = (0..<N * N).map { $0 / N == $0 % N ? 1.0 : 0 }
        return ["a": random.numbers(N * E, in: -1...1), "b": random.numbers(N * E, in: -1...1), "belongs": belongs ?? identity,
                "a.there": there?.0 ?? [Double](repeating: 1, count: N), "b.there": there?.1 ?? [Double](repeating: 1, count: N)]
    }

    @Test func `gradients are those of differences, with several that belong and some missing`() {
        let graph = Graph(), (N, E) = (4, 3)
        let (result, a, b) = Self.loss(N, E, in: graph)
        let belongs: [Double] = [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
        for there in [nil, ([1.0, 1, 0, 1], [1.0, 0, 1, 1])] {
            FiniteDifferences.check(result.loss, [("a", a), ("b", b)], at: Self.values(N, E, seed: 3, belongs: belongs, there: there), tolerance: 1e-5)
        }
    }

    @Test(arguments: [1, 2]) func `the plan agrees with the reference`(lanes: Int) {
        let graph = Graph(), (N, E) = (16, 8)
        let (result, a, b) = Self.loss(N, E, in: graph)
        let gradients = graph.gradient(of: result.loss, withRespectTo: [a, b])
        PlanCheck.run([result.loss, result.agreement] + gradients, values: Self.values(N, E, seed: 4), lanes: lanes)
    }

    @Test func `equal pairs far from all others cost nothing, strangers cost the logarithm of their number`() {
        let graph = Graph(), N = 4
        let (result, _, _) = Self.loss(N, N, in: graph)
        var values = Self.values(N, N, seed: 1)
        let axes = (0..<N * N).map { $0 / N == $0 % N ? 1.0 : 0 }
        (values["a"], values["b"]) = (axes, axes)
        var interpreter = ReferenceInterpreter(values)
        #expect(interpreter.run([result.loss])[0][0] < 1e-3)
        // All at one place: each is one of four.
        (values["a"], values["b"]) = ([Double](repeating: 1, count: N * N), [Double](repeating: 1, count: N * N))
        interpreter = ReferenceInterpreter(values)
        let found = interpreter.run([result.loss, result.agreement]).map { $0[0] }
        #expect(abs(found[0] - 1.386294) < 1e-4 && abs(found[1] - 0.25) < 1e-6)
    }

    @Test func `a sample that is missing changes nothing for the others`() {
        let graph = Graph(), (N, E) = (5, 3)
        let (result, _, _) = Self.loss(N, E, in: graph)
        var values = Self.values(N, E, seed: 9, there: ([1, 1, 1, 1, 0], [1, 1, 1, 1, 0]))
        var interpreter = ReferenceInterpreter(values)
        let before = interpreter.run([result.loss])[0][0]
        for place in 4 * E..<5 * E { values["a"]![place] = 7; values["b"]![place] = -3 }
        interpreter = ReferenceInterpreter(values)
        #expect(abs(interpreter.run([result.loss])[0][0] - before) < 1e-9)
        values["a.there"] = [Double](repeating: 0, count: N)
        interpreter = ReferenceInterpreter(values)
        #expect(interpreter.run([result.loss])[0][0] == 0)
    }
}
