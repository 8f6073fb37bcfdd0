package import Tensors

/// Layers one after the other as one layer. Parameters are named by the layer's index, `2.weight`, as in PyTorch's
/// `nn.Sequential`.
package struct Sequential: Layer {
    let layers: [any Layer]

    package init(_ layers: [any Layer]) { self.layers = layers }

    package var parameters: [Parameter] {
        layers.enumerated().flatMap { index, layer in layer.parameters.map { $0.prefixed(String(index)) } }
    }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        var (x, next) = (x, 0)
        for layer in layers {
            let count = layer.parameters.count
            x = layer(x, Array(parameters[next..<next + count]), &context)
            next += count
        }
        return x
    }
}
