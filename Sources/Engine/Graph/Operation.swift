/// What a node does: its shape rule, value rule and gradient rule, together.
///
/// The value rule here is the slow twin, in double precision and without tricks; tests hold the kernels against it.
package protocol Operation: Hashable, Sendable {
    /// As the printed plan calls it.
    var name: String { get }

    /// Shape rule; traps on inputs that do not fit, with the shapes in the message.
    func shape(of inputs: [Shape]) -> Shape

    /// Value rule. Each input comes with its shape, row by row.
    func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double]

    /// Gradient rule: given the gradient flowing into `output`, the gradient for each input; nil where none flows.
    /// Built from graph operations only, so that it can be differentiated again.
    func gradient(_ flowing: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?]
}

/// A tensor's numbers in the reference interpreter.
package struct ReferenceValue {
    package var shape: Shape
    package var elements: [Double]

    package init(shape: Shape, elements: [Double]) {
        precondition(elements.count == shape.count, "\(elements.count) elements for shape \(shape)")
        (self.shape, self.elements) = (shape, elements)
    }
}

/// What a run needs besides its inputs.
package struct ReferenceContext {
    package var seed: UInt64 = 0
    package var counter: UInt64 = 0
    package init(seed: UInt64 = 0, counter: UInt64 = 0) { (self.seed, self.counter) = (seed, counter) }
}
