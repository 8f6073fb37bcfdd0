/// A value from outside the graph: an input that the host writes, or a variable that lives from run to run.
package struct Source: Operation {
    package enum Kind: Sendable { case input, variable }
    package let kind: Kind
    package let name: String
    let declared: Shape

    package func shape(of inputs: [Shape]) -> Shape { declared }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        preconditionFailure("\(name) has no value")
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] { [] }
    package func lowered(_ context: LoweringContext) -> LoweredKernel? { nil }
}
