/// Stores a value in a variable. The result is the new value, in the variable's own memory.
package struct Assign: ElementwiseOperation {
    package var name: String { "assign" }
    package func shape(of inputs: [Shape]) -> Shape {
        precondition(inputs[0] == inputs[1], "assign \(inputs[1]) to a variable of \(inputs[0])")
        return inputs[0]
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        inputs[1].elements
    }
    /// No gradient flows through an update to what it was computed from.
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] { [nil, nil] }
}
