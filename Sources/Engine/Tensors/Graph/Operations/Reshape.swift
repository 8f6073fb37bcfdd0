/// The same elements under another shape. Costs nothing: the result has its input's memory.
package struct Reshape: Operation {
    let target: Shape

    package var name: String { "reshape" }
    package func shape(of inputs: [Shape]) -> Shape {
        precondition(inputs[0].count == target.count, "\(inputs[0]) does not reshape to \(target)")
        return target
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        inputs[0].elements
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] { [g.reshaped(inputs[0].shape)] }
    package func lowered(_ context: LoweringContext) -> LoweredKernel? { nil }
}
