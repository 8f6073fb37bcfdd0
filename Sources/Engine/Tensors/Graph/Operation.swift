package import Numerics

/// What a node does: its shape rule, value rule, gradient rule and kernel, together.
///
/// The value rule is the slow reference in double precision; tests compare the kernels with it.
package protocol Operation: Hashable, Sendable {
    /// As the printed plan calls it.
    var name: String { get }

    /// Shape rule; traps on inputs that do not fit, with the shapes in the message.
    func shape(of inputs: [Shape]) -> Shape

    /// Value rule. Each input comes with its shape, in row-major order.
    func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double]

    /// Gradient rule: from the gradient of `output`, the gradient of each input; nil where none flows.
    /// Built from graph operations only, so that it can be differentiated again.
    func gradient(_ outputGradient: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?]

    /// The kernel that computes the node in a plan; nil where nothing has to run.
    func lowered(_ context: LoweringContext) -> LoweredKernel?

    /// A buffer derived from one input that `lowered` needs and that other nodes with the same input can share.
    func preparation(inputs: [Shape], output: Shape, precision: Precision) -> Preparation?
}

extension Operation {
    package func preparation(inputs: [Shape], output: Shape, precision: Precision) -> Preparation? { nil }

    /// The preparation of the node that `context` lowers.
    func preparation(_ context: LoweringContext) -> Preparation? {
        preparation(inputs: context.inputShapes, output: context.shape, precision: context.precision)
    }
}

/// An operation that runs as matrix products. Element-wise operations on its result are fused to it, see
/// `LoweringContext.epilogue`.
package protocol Product: Operation {}

/// An operation on each element by itself. Chains of them run as one pass over memory, which `ElementwiseCompiler` puts
/// together.
package protocol ElementwiseOperation: Operation {}

extension ElementwiseOperation {
    package func lowered(_ context: LoweringContext) -> LoweredKernel? { context.elementwise() }
}
