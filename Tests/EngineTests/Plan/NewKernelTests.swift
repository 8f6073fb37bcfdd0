import Tensors
import Testing

/// An operation with a kernel that Tensors does not know: the running sum along the last axis.
private struct CumulativeSum: Operation {
    var name: String { "cumulative sum" }
    func shape(of inputs: [Shape]) -> Shape { inputs[0] }
    func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let columns = shape.dimensions.last ?? 1
        var result = inputs[0].elements
        for i in result.indices where i % columns > 0 { result[i] += result[i - 1] }
        return result
    }
    func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        [g.sum(to: Shape([g.shape[0], 1])) - g.graph.add(self, [g]) + g]
    }
    func lowered(_ context: LoweringContext) -> LoweredKernel? {
        let columns = context.shape.dimensions.last ?? 1
        let kernel = CumulativeSumKernel(
            rows: context.shape.count / columns, columns: columns, source: context.input(0).offset,
            target: context.output.offset)
        return LoweredKernel(kernel, name: name, shape: "\(context.shape)", otherOperations: context.shape.count)
    }
}

private struct CumulativeSumKernel: Kernel {
    let rows: Int, columns: Int
    let source: Int, target: Int

    var chunks: Int { rows }
    var scratch: Int { columns }

    func run(chunk: Int, in context: KernelContext) {
        let x = context.arena + source + chunk * columns, y = context.arena + target + chunk * columns
        var sum: Float = 0
        for i in 0..<columns {
            sum += x[i]
            context.scratch[i] = sum
        }
        for i in 0..<columns { y[i] = context.scratch[i] }
    }
}

@Suite struct NewKernelTests {
    @Test(arguments: [1, 2, 3]) func `a new operation and its kernel need nothing but their conformances`(threads: Int)
    {
        var random = SeededNumbers(4)
        let graph = Graph()
        let x = graph.input("x", [5, 37]), w = graph.input("w", [5, 37])
        let sums = graph.add(CumulativeSum(), [x.hyperbolicTangent])
        let loss = (sums * w).sum, gradient = graph.gradient(of: loss, withRespectTo: [x])[0]
        let values = ["x": random.numbers(5 * 37, in: -1...1), "w": random.numbers(5 * 37, in: -1...1)]
        PlanCheck.run([sums, loss, gradient], values: values, threads: threads)
        FiniteDifferences.check(loss, [("x", x)], at: values)
        let plan = Plan([sums], layout: StateLayout(graph), threads: threads)
        #expect(plan.steps.map(\.name) == ["tanh", "cumulative sum"])
        #expect(plan.steps[1].kernel.chunks == 5 && plan.threadScratch >= 37)
    }
}
