package import Tensors

/// A layer of a network: its parameters and its computation.
///
/// A layer is a description without values or graph. The same one serves every forward pass, with any weights.
package protocol Layer: Sendable {
    /// Its parameters and buffers, named as in PyTorch.
    var parameters: [Parameter] { get }

    /// Adds the layer's computation to the graph of `x`; `parameters` are the tensors of its parameters, in order.
    func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor
}
