package import Tensors

/// The tensors of a network's parameters: the stored variables, or their values after an update.
package struct Weights {
    package let tensors: [(name: String, tensor: Tensor, isTrainable: Bool)]

    package init(_ tensors: [(name: String, tensor: Tensor, isTrainable: Bool)]) { self.tensors = tensors }

    /// Those that an optimizer changes.
    package var trainable: [(name: String, tensor: Tensor)] {
        tensors.filter(\.isTrainable).map { ($0.name, $0.tensor) }
    }
}
