/// Layers one after the other, under a name.
///
/// Parameters are named like those of a PyTorch `Sequential` (`generator.0.weight`): activations count as stages.
public struct Network: Sendable {
    public let name: String
    public let layers: [any Layer]

    public init(_ name: String, _ layers: [any Layer]) { (self.name, self.layers) = (name, layers) }

    /// All parameters under their full names.
    public var parameters: [Parameter] {
        layers.enumerated().flatMap { stage, layer in
            layer.parameters.map { Parameter(name: "\(name).\(stage).\($0.name)", shape: $0.shape, initial: $0.initial) }
        }
    }

    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }

    /// Declares a variable for every parameter; `prefix` replaces the network's own name, for copies such as averages.
    public func declare(in graph: Graph, as prefix: String? = nil) -> Weights {
        Weights(parameters.map { parameter in
            let name = prefix.map { $0 + parameter.name.dropFirst(self.name.count) } ?? parameter.name
            return (name, graph.variable(name, parameter.shape))
        })
    }

    /// The forward pass with the given weights.
    public func callAsFunction(_ x: Tensor, _ weights: Weights) -> Tensor {
        var (x, next) = (x, 0)
        for layer in layers {
            let count = layer.parameters.count
            x = layer(x, weights.tensors[next..<next + count].map(\.tensor))
            next += count
        }
        return x
    }
}

/// The tensors of a network's parameters at some moment: as stored, or after an update.
public struct Weights {
    public let tensors: [(name: String, tensor: Tensor)]

    public init(_ tensors: [(name: String, tensor: Tensor)]) { self.tensors = tensors }
}
