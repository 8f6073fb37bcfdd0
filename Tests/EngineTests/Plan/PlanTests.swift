import Engine
import Testing

@Suite struct PlanTests {
    @Test(arguments: OperationCase.all) func `every operation computes what its value rule says`(operation: OperationCase) {
        let (_, values, result, _) = operation.make(seed: 3)
        PlanCheck.run([result], values: values)
    }

    @Test(arguments: OperationCase.all) func `gradients compile and agree with the reference`(operation: OperationCase) {
        var (inputs, values, result, random) = operation.make(seed: 4)
        let loss = FiniteDifferences.weighted(result, &values, &random)
        PlanCheck.run([loss] + loss.graph.gradient(of: loss, withRespectTo: inputs.map(\.tensor)), values: values)
    }

    @Test(arguments: [1, 2, 3]) func `whole adversarial steps agree with the reference, run after run`(lanes: Int) {
        let architecture = Architecture(
            generator: Network("generator", [Dense(5, 17), Activation.leakyReLU(0.2), Dense(17, 12), Activation.tanh]),
            discriminator: Network("discriminator", [Dense(12, 19), Activation.leakyReLU(0.2), Dense(19, 1)]),
            input: .noise(5), height: 3, width: 4, channels: 1, objective: .crossEntropy, adam: Adam())
        let graph = Graph()
        let step = AdversarialStep(architecture, in: graph, batch: 6)
        var random = SeededNumbers(2)
        var values: [String: [Double]] = ["real": random.numbers(72, in: -1...1), "average.rest": [0.3]]
        for network in ["generator", "discriminator"] { values["\(network).stepSize"] = [0.01]; values["\(network).secondScale"] = [3] }
        for variable in StateLayout(graph).variables {
            values[variable.name] = variable.name.hasPrefix("adam") ? [Double](repeating: 0.01, count: variable.shape.count)
                : random.numbers(variable.shape.count, in: -0.5...0.5)
        }
        PlanCheck.run(step.losses.all + step.updates + step.averageUpdates, values: values, runs: 3, lanes: lanes, tolerance: 1e-3)
    }

    @Test func `random graphs compute what the reference says`() {
        for seed in 0..<150 {
            var (outputs, values) = RandomGraph.make(seed: UInt64(seed))
            for (name, numbers) in values { values[name] = numbers.map { Double(Float($0)) } }
            PlanCheck.run(outputs, values: values, runs: 2, lanes: 1 + seed % 3, tolerance: 1e-3, "seed \(seed)")
        }
    }

    @Test func `a bias and an activation ride on the product`() {
        let graph = Graph()
        let x = graph.input("x", [8, 32]), w = graph.variable("w", [16, 32]), b = graph.variable("b", [16])
        let y = (x.matmul(w, transposeOther: true) + b).leakyReLU(0.2)
        let plan = Plan([y], layout: StateLayout(graph), lanes: 2)
        #expect(plan.steps.map(\.name) == ["matmul Bᵀ + add leakyReLU"])
    }

    @Test func `an update rides on the weight gradient that feeds it`() {
        let graph = Graph()
        let x = graph.input("x", [8, 32]), w = graph.variable("w", [16, 32])
        let scalars = Adam.Scalars(stepSize: graph.input("s", .scalar), secondScale: graph.input("v", .scalar))
        let loss = x.matmul(w, transposeOther: true).squared.sum
        let weights = Weights([("w", w, true)])
        let updated = Adam().update(weights, Adam().declareMoments(of: weights), along: graph.gradient(of: loss, withRespectTo: [w]), scalars)
        let plan = Plan(updated.tensors.map(\.tensor), layout: StateLayout(graph), lanes: 2)
        #expect(plan.steps.count == 2, "\(plan.steps.map(\.name))")
    }

    @Test func `readers of a variable see its old value whatever the order`() {
        let graph = Graph()
        let w = graph.variable("w", [300]), x = graph.input("x", [300])
        let new = w.assign(w * 2 + x)
        let late = w * x, after = new * x
        PlanCheck.run([late, after], values: ["w": (0..<300).map(Double.init), "x": [Double](repeating: 3, count: 300)], runs: 2)
    }

    @Test func `a product of a variable with itself is not overwritten by its update`() {
        let graph = Graph()
        let w = graph.variable("w", [64, 64])
        let new = w.assign(w.matmul(w, transposeOther: true) * 0.01)
        PlanCheck.run([new], values: ["w": (0..<4096).map { Double($0 % 13) / 13 }], runs: 3)
    }

    @Test func `results do not depend on the number of lanes`() {
        func run(lanes: Int) -> [Float] {
            let graph = Graph()
            let x = graph.normal([256, 100]), w = graph.variable("w", [512, 100])
            let loss = (x.matmul(w, transposeOther: true).leakyReLU(0.2).sum(to: [512]).squareRoot2).sum
            let new = w.assign(w - graph.gradient(of: loss, withRespectTo: [w])[0] * 1e-3)
            let plan = Plan([loss, new], layout: StateLayout(graph), lanes: lanes)
            let executor = Executor([plan], seed: 3)
            executor.write("w", CounterRandom(seed: 1, stream: 5, counter: 0).normals(512 * 100))
            for counter in 0..<3 { executor.run(plan, counter: UInt64(counter)) }
            return executor.read("w")
        }
        let twice = (run(lanes: 2), run(lanes: 2))
        #expect(twice.0 == twice.1, "the same lanes give the same bytes")
    }

    @Test func `buffers alive together never overlap`() {
        var random = SeededNumbers(9)
        for _ in 0..<200 {
            let lives = (0..<random.int(1...30)).map { _ in
                let first = random.int(0...20)
                return (count: random.int(1...500), first: first, last: first + random.int(0...10))
            }
            let (offsets, total) = Plan.place(lives)
            for i in lives.indices {
                #expect(offsets[i] + lives[i].count <= total)
                for j in 0..<i where lives[i].first <= lives[j].last && lives[j].first <= lives[i].last {
                    let apart = offsets[i] + lives[i].count <= offsets[j] || offsets[j] + lives[j].count <= offsets[i]
                    #expect(apart, "buffers \(lives[i]) and \(lives[j])")
                }
            }
        }
    }
}

extension Tensor {
    /// A smooth function with a bounded slope.
    fileprivate var squareRoot2: Tensor { (squared + 1).squareRoot }
}
