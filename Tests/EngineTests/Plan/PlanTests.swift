import Networks
import Numerics
import Tensors
import Testing

@Suite struct PlanTests {
    @Test(arguments: OperationCase.all) func `every operation agrees with its value rule`(operation: OperationCase) {
        let (_, values, result, _) = operation.make(seed: 3)
        PlanCheck.run([result], values: values)
    }

    @Test(arguments: OperationCase.all) func `gradients agree with the reference`(operation: OperationCase) {
        var (inputs, values, result, random) = operation.make(seed: 4)
        let loss = FiniteDifferences.weighted(result, &values, &random)
        PlanCheck.run([loss] + loss.graph.gradient(of: loss, withRespectTo: inputs.map(\.tensor)), values: values)
    }

    @Test func `random graphs agree with the reference`() {
        for seed in 0..<150 {
            var (outputs, values) = RandomGraph.make(seed: UInt64(seed))
            for (name, exact) in values { values[name] = exact.map { Double(Float($0)) } }
            PlanCheck.run(outputs, values: values, runs: 2, threads: 1 + seed % 3, tolerance: 1e-3, "seed \(seed)")
        }
    }

    @Test func `a bias and an activation are fused to the product`() {
        let graph = Graph()
        let x = graph.input("x", [8, 32]), w = graph.variable("w", [16, 32]), b = graph.variable("b", [16])
        // Named as the papers name them: a ReLU is not called leaky.
        for (slope, name) in [(Float(0.2), "leaky_relu"), (0, "relu")] {
            let y = (x.matmul(w, transposeOther: true) + b).leakyReLU(slope)
            let plan = Plan([y], layout: StateLayout(graph), threads: 2)
            #expect(plan.steps.map(\.name) == ["matmul Bᵀ + add \(name)"])
        }
    }

    @Test func `an update is fused to the weight gradient`() {
        let graph = Graph()
        let x = graph.input("x", [8, 32]), w = graph.variable("w", [16, 32])
        let scalars = Adam.Scalars(stepSize: graph.input("s", .scalar), secondScale: graph.input("v", .scalar))
        let loss = x.matmul(w, transposeOther: true).squared.sum
        let weights = Weights([("w", w, true)])
        let updated = Adam().update(
            weights, Adam().declareMoments(of: weights), along: graph.gradient(of: loss, withRespectTo: [w]), scalars)
        let plan = Plan(updated.tensors.map(\.tensor), layout: StateLayout(graph), threads: 2)
        #expect(plan.steps.count == 2, "\(plan.steps.map(\.name))")
    }

    @Test func `readers of a variable get its old value in whatever order they run`() {
        let graph = Graph()
        let w = graph.variable("w", [300]), x = graph.input("x", [300])
        let new = w.assign(w * 2 + x)
        let late = w * x, after = new * x
        PlanCheck.run(
            [late, after], values: ["w": (0..<300).map(Double.init), "x": [Double](repeating: 3, count: 300)], runs: 2)
    }

    @Test func `a product of a variable with itself is not overwritten by its update`() {
        let graph = Graph()
        let w = graph.variable("w", [64, 64])
        let new = w.assign(w.matmul(w, transposeOther: true) * 0.01)
        PlanCheck.run([new], values: ["w": (0..<4096).map { Double($0 % 13) / 13 }], runs: 3)
    }

    /// The chunks of a plan do not depend on how many threads run it.
    @Test func `results do not depend on the number of threads that run a plan`() {
        let graph = Graph()
        let x = graph.normal([256, 100]), w = graph.variable("w", [512, 100])
        let images = graph.input("images", [6, 16, 16, 32]), kernel = graph.variable("kernel", [32, 16 * 32])
        let loss =
            (x.matmul(w, transposeOther: true).leakyReLU(0.2).sum(to: [512]).squareRoot2).sum
            + images.conv2d(kernel, Window(4, stride: 2, padding: 1)).squareRoot2.sum
        let gradients = graph.gradient(of: loss, withRespectTo: [w, kernel])
        let plan = Plan(
            [loss] + zip([w, kernel], gradients).map { $0.assign($0 - $1 * 1e-3) }, layout: StateLayout(graph),
            threads: 3)
        #expect(plan.usesWinograd && plan.steps.contains { $0.kernel.chunks > 2 })
        func run(threads: Int) -> [[Float]] {
            let executor = Executor([plan], seed: 3, threads: threads)
            let random = CounterRandom(seed: 1, stream: 5, counter: 0)
            executor.write("w", random.normals(512 * 100))
            executor.write("kernel", random.normals(32 * 16 * 32).map { $0 * 0.05 })
            executor.write("images", random.normals(6 * 16 * 16 * 32))
            for counter in 0..<3 { executor.run(plan, counter: UInt64(counter)) }
            return [executor.read("w"), executor.read("kernel"), [executor.first(loss, of: plan)]]
        }
        let one = run(threads: 1)
        #expect(one.joined().allSatisfy { $0.isFinite })
        for threads in 2...4 { #expect(run(threads: threads) == one, "\(threads) threads") }
    }

    @Test func `buffers alive at the same time never overlap`() {
        var random = SeededNumbers(9)
        for _ in 0..<200 {
            let lives = (0..<random.int(1...30)).map { _ in
                let first = random.int(0...20)
                return (count: random.int(1...500), first: first, last: first + random.int(0...10))
            }
            let (offsets, total) = Plan.placement(lives)
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
