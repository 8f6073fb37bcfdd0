/// The same value for every element.
package struct Constant: Operation {
    package let value: Float
    let declared: Shape

    package var name: String { "constant" }
    package func shape(of inputs: [Shape]) -> Shape { declared }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        [Double](repeating: Double(value), count: shape.count)
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] { [] }
    package func lowered(_ context: LoweringContext) -> LoweredKernel? {
        guard context.isStored else { return nil }
        let output = context.output
        return LoweredKernel(
            FillKernel(value: value, target: output.offset, count: output.shape.count), name: name,
            shape: "\(context.shape)")
    }
}
