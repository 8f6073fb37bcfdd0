/// Repeats elements along axes of size 1 and along new leading axes.
package struct Broadcast: ElementwiseOperation {
    let target: Shape

    package var name: String { "broadcast" }
    package func shape(of inputs: [Shape]) -> Shape {
        precondition(Shape.broadcast(inputs[0], target) == target, "\(inputs[0]) does not broadcast to \(target)")
        return target
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        inputs[0].broadcast(to: shape)
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] { [g.sum(to: inputs[0].shape)] }
}
