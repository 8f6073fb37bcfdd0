import Numerics

/// Uniform numbers in 0..<1 from a counter-based generator (Salmon et al. 2011).
package struct RandomUniform: Operation {
    package let stream: UInt32
    let declared: Shape

    package var name: String { "uniform" }
    package func shape(of inputs: [Shape]) -> Shape { declared }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let random = CounterRandom(seed: context.seed, stream: stream, counter: context.counter)
        return (0..<shape.count).map { Double(random.uniform(at: $0)) }
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] { [] }
    package func lowered(_ context: LoweringContext) -> LoweredKernel? {
        LoweredKernel(
            UniformKernel(stream: stream, target: context.output.offset, count: context.shape.count), name: name,
            shape: "\(context.shape)")
    }
}
