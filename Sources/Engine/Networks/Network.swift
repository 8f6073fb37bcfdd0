package import Tensors

/// Named layers, one after the other.
///
/// Parameters are named like those of a PyTorch `nn.Sequential` (`generator.0.weight`); activations count as layers.
package struct Network: Sendable {
    package let name: String
    package let layers: [any Layer]

    package init(_ name: String, _ layers: [any Layer]) { (self.name, self.layers) = (name, layers) }

    /// All parameters under their full names.
    package var parameters: [Parameter] {
        layers.enumerated().flatMap { index, layer in
            layer.parameters.map { $0.prefixed("\(name).\(index)") }
        }
    }

    package var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }

    /// True where, in training, an image's result depends on the rest of its batch.
    package var usesBatchStatistics: Bool { layers.contains { $0 is BatchNorm2d } }

    /// Declares a variable for every parameter. `prefix` replaces the network's own name, for copies such as averaged
    /// weights.
    package func declare(in graph: Graph, as prefix: String? = nil) -> Weights {
        Weights(
            parameters.map { parameter in
                let name = prefix.map { $0 + parameter.name.dropFirst(self.name.count) } ?? parameter.name
                return (name, graph.variable(name, parameter.shape), parameter.isTrainable)
            })
    }

    /// A forward pass in use.
    package func callAsFunction(_ x: Tensor, _ weights: Weights, condition: Tensor? = nil) -> Tensor {
        var context = ForwardContext(isTraining: false, condition: condition)
        return self(x, weights, &context)
    }

    /// A forward pass: the last layer's result.
    package func callAsFunction(_ x: Tensor, _ weights: Weights, _ context: inout ForwardContext) -> Tensor {
        stages(x, weights, &context).last ?? x
    }

    /// A forward pass: every layer's result.
    package func stages(_ x: Tensor, _ weights: Weights, _ context: inout ForwardContext) -> [Tensor] {
        var next = 0
        return layers.reduce(into: []) { stages, layer in
            let count = layer.parameters.count
            stages.append(layer(stages.last ?? x, weights.tensors[next..<next + count].map(\.tensor), &context))
            next += count
        }
    }

    /// The last layer alone, applied to the result `x` of the one before it.
    package func head(_ x: Tensor, _ weights: Weights, _ context: inout ForwardContext) -> Tensor {
        guard let last = layers.last else { return x }
        return last(x, weights.tensors.suffix(last.parameters.count).map(\.tensor), &context)
    }

    /// Results of the activations, from the first to the last: the feature maps for feature matching (Salimans et al.
    /// 2016).
    package func features(_ x: Tensor, _ weights: Weights, _ context: inout ForwardContext) -> [Tensor] {
        zip(layers, stages(x, weights, &context)).filter { $0.0 is Activation }.map(\.1)
    }
}
