import Conditioning
import Tensors
import Testing

@Suite struct ContrastiveLossTests {
    private static func unit(_ x: Tensor) -> Tensor { x / (x.squared.sum(to: [x.shape[0], 1]) + 1e-12).squareRoot }

    /// The loss between `a` and `b`, normalized to length 1.
    private static func loss(_ N: Int, _ E: Int, in graph: Graph) -> (
        result: ContrastiveLoss.Result, a: Tensor, b: Tensor
    ) {
        let (a, b) = (graph.input("a", [N, E]), graph.input("b", [N, E]))
        let result = ContrastiveLoss.between(
            Embedded(vectors: unit(a), presenceMask: graph.input("a.presence", [N, 1])),
            Embedded(vectors: unit(b), presenceMask: graph.input("b.presence", [N, 1])),
            positiveMask: graph.input("positives", [N, N]))
        return (result, a, b)
    }

    private static func values(
        _ N: Int, _ E: Int, seed: UInt64, positives: [Double]? = nil,
        presence: ([Double], [Double])? = nil
    ) -> [String: [Double]] {
        var random = SeededNumbers(seed)
        let identity = (0..<N * N).map { $0 / N == $0 % N ? 1.0 : 0 }, ones = [Double](repeating: 1, count: N)
        return [
            "a": random.numbers(N * E, in: -1...1), "b": random.numbers(N * E, in: -1...1),
            "positives": positives ?? identity, "a.presence": presence?.0 ?? ones, "b.presence": presence?.1 ?? ones,
        ]
    }

    @Test func `gradients agree with finite differences, with several positives and missing samples`() {
        let graph = Graph(), (N, E) = (4, 3)
        let (result, a, b) = Self.loss(N, E, in: graph)
        let positives: [Double] = [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
        for presence in [nil, ([1.0, 1, 0, 1], [1.0, 0, 1, 1])] {
            let values = Self.values(N, E, seed: 3, positives: positives, presence: presence)
            FiniteDifferences.check(result.loss, [("a", a), ("b", b)], at: values, tolerance: 1e-5)
        }
    }

    @Test(arguments: [1, 2]) func `the plan agrees with the reference`(threads: Int) {
        let graph = Graph(), (N, E) = (16, 8)
        let (result, a, b) = Self.loss(N, E, in: graph)
        let gradients = graph.gradient(of: result.loss, withRespectTo: [a, b])
        PlanCheck.run(
            [result.loss, result.probability] + gradients, values: Self.values(N, E, seed: 4), threads: threads)
    }

    @Test func `the loss is 0 for equal orthogonal pairs, and log N where all embeddings are equal`() {
        let graph = Graph(), N = 4
        let (result, _, _) = Self.loss(N, N, in: graph)
        var values = Self.values(N, N, seed: 1)
        let axes = (0..<N * N).map { $0 / N == $0 % N ? 1.0 : 0 }
        (values["a"], values["b"]) = (axes, axes)
        var interpreter = ReferenceInterpreter(values)
        #expect(interpreter.run([result.loss])[0][0] < 1e-3)
        (values["a"], values["b"]) = ([Double](repeating: 1, count: N * N), [Double](repeating: 1, count: N * N))
        interpreter = ReferenceInterpreter(values)
        let found = interpreter.run([result.loss, result.probability]).map { $0[0] }
        #expect(abs(found[0] - 1.386294) < 1e-4 && abs(found[1] - 0.25) < 1e-6)
    }

    @Test func `a missing sample has no effect on the loss of the others`() {
        let graph = Graph(), (N, E) = (5, 3)
        let (result, _, _) = Self.loss(N, E, in: graph)
        var values = Self.values(N, E, seed: 9, presence: ([1, 1, 1, 1, 0], [1, 1, 1, 1, 0]))
        var interpreter = ReferenceInterpreter(values)
        let before = interpreter.run([result.loss])[0][0]
        for index in 4 * E..<5 * E { values["a"]![index] = 7; values["b"]![index] = -3 }
        interpreter = ReferenceInterpreter(values)
        #expect(abs(interpreter.run([result.loss])[0][0] - before) < 1e-9)
        values["a.presence"] = [Double](repeating: 0, count: N)
        interpreter = ReferenceInterpreter(values)
        #expect(interpreter.run([result.loss])[0][0] == 0)
    }
}
