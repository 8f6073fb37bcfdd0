/// A value from outside the graph: written by the host, or kept from run to run.
package struct Source: Operation {
    package enum Kind: Sendable { case input, variable }
    package let kind: Kind
    package let name: String
    let declared: Shape

    package func shape(of inputs: [Shape]) -> Shape { declared }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        preconditionFailure("\(name) must be given a value")
    }
    package func gradient(_ flowing: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] { [] }
}

/// The same number everywhere.
package struct Constant: Operation {
    package let value: Float
    let declared: Shape

    package var name: String { "constant" }
    package func shape(of inputs: [Shape]) -> Shape { declared }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        [Double](repeating: Double(value), count: shape.count)
    }
    package func gradient(_ flowing: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] { [] }
}

/// Standard normal numbers, by counter (Salmon et al. 2011) and the Box-Muller transform (1958).
package struct RandomNormal: Operation {
    package let stream: UInt32
    let declared: Shape

    package var name: String { "normal" }
    package func shape(of inputs: [Shape]) -> Shape { declared }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let random = CounterRandom(seed: context.seed, stream: stream, counter: context.counter)
        return (0..<shape.count).map { Double(random.normal(at: $0)) }
    }
    package func gradient(_ flowing: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] { [] }
}
