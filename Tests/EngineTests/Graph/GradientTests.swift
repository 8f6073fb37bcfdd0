import Networks
import Tensors
import Testing

@Suite struct GradientTests {
    @Test(arguments: OperationCase.all) func `every gradient rule agrees with central differences`(
        operation: OperationCase
    ) {
        for seed in 1...3 {
            var (inputs, values, result, random) = operation.make(seed: UInt64(seed))
            let loss = FiniteDifferences.weighted(result, &values, &random)
            FiniteDifferences.check(loss, inputs, at: values)
        }
    }

    @Test(arguments: OperationCase.all) func `every gradient can be differentiated again`(operation: OperationCase) {
        var (inputs, values, result, random) = operation.make(seed: 11)
        let loss = FiniteDifferences.weighted(result, &values, &random)
        let first = loss.graph.gradient(of: loss, withRespectTo: inputs.map(\.tensor))
        let second = first.map { FiniteDifferences.weighted($0, &values, &random) }.reduce(loss.graph.constant(0)) {
            $0 + $1
        }
        FiniteDifferences.check(second, inputs, at: values, tolerance: 1e-5)
    }

    @Test func `a gradient penalty's gradient agrees with central differences`() {
        let graph = Graph()
        let D = Network("d", [Linear(3, 5), Activation.tanh, Linear(5, 4), Activation.leakyReLU(0.2), Linear(4, 1)])
        let weights = D.declare(in: graph)
        let x = graph.input("x", [2, 3])
        let slope = graph.gradient(of: D(x, weights).sum, withRespectTo: [x])[0]
        var random = SeededNumbers(5)
        var values = ["x": random.numbers(6, in: -1...1)]
        for parameter in D.parameters { values[parameter.name] = random.numbers(parameter.shape.count, in: -0.8...0.8) }
        FiniteDifferences.check(
            slope.squared.sum, weights.tensors.map { ($0.name, $0.tensor) } + [("x", x)], at: values, tolerance: 1e-5)
    }

    @Test func `nothing is computed for parameters that are not targets`() {
        let graph = Graph()
        let a = graph.variable("a", [3, 3]), b = graph.variable("b", [3, 3]), x = graph.input("x", [2, 3])
        let loss = x.matmul(a).matmul(b).sum
        let gradient = graph.gradient(of: loss, withRespectTo: [b])
        let products = Plan(gradient, layout: StateLayout(graph), threads: 1).steps.filter { $0.productOperations > 0 }
        #expect(
            products.count == 2, "x a, and its transpose times the gradient of the second product; nothing for a or x")
    }

    @Test func `a loss that does not depend on a target gives it zeros`() {
        let graph = Graph()
        let a = graph.variable("a", [3]), b = graph.variable("b", [2])
        let gradient = graph.gradient(of: a.squared.sum, withRespectTo: [b])[0]
        var interpreter = ReferenceInterpreter(["a": [1, 2, 3], "b": [4, 5]])
        #expect(interpreter.run([gradient])[0] == [0, 0])
    }

    @Test func `a value used twice gets both gradients`() {
        let graph = Graph()
        let x = graph.input("x", [2])
        let gradient = graph.gradient(of: (x * x + x * 3).sum, withRespectTo: [x])[0]
        var interpreter = ReferenceInterpreter(["x": [1, -2]])
        #expect(interpreter.run([gradient])[0] == [5, -1])
    }

    @Test func `no gradient flows through stored state`() {
        let graph = Graph()
        let w = graph.variable("w", [2]), x = graph.input("x", [2])
        let updated = w.assign(w - x)
        let gradient = graph.gradient(of: (updated * x).sum, withRespectTo: [x])[0]
        var interpreter = ReferenceInterpreter(["w": [5, 7], "x": [1, 2]])
        #expect(interpreter.run([gradient])[0] == [4, 5], "d(w' x)/dx with w' given is w'")
    }
}
