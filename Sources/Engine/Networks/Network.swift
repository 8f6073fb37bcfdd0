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
            layer.parameters.map { $0.under("\(name).\(stage)") }
        }
    }

    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }

    /// True when a picture's result depends on the others in its batch while training.
    public var looksAtBatch: Bool { layers.contains { $0 is BatchNormalisation } }

    /// Declares a variable for every parameter; `prefix` replaces the network's own name, for copies such as averages.
    public func declare(in graph: Graph, as prefix: String? = nil) -> Weights {
        Weights(parameters.map { parameter in
            let name = prefix.map { $0 + parameter.name.dropFirst(self.name.count) } ?? parameter.name
            return (name, graph.variable(name, parameter.shape), parameter.isLearned)
        })
    }

    /// The forward pass in use, with the given weights.
    public func callAsFunction(_ x: Tensor, _ weights: Weights, condition: Tensor? = nil) -> Tensor {
        var pass = Pass(isTraining: false, condition: condition)
        return self(x, weights, &pass)
    }

    /// The forward pass with the given weights.
    public func callAsFunction(_ x: Tensor, _ weights: Weights, _ pass: inout Pass) -> Tensor { stages(x, weights, &pass).last ?? x }

    /// The same with what each layer gives.
    func stages(_ x: Tensor, _ weights: Weights, _ pass: inout Pass) -> [Tensor] {
        var next = 0
        return layers.reduce(into: []) { stages, layer in
            let count = layer.parameters.count
            stages.append(layer(stages.last ?? x, weights.tensors[next..<next + count].map(\.tensor), &pass))
            next += count
        }
    }

    /// What the last layer alone makes of what the one before it gave.
    func verdict(_ x: Tensor, _ weights: Weights, _ pass: inout Pass) -> Tensor {
        guard let last = layers.last else { return x }
        return last(x, weights.tensors.suffix(last.parameters.count).map(\.tensor), &pass)
    }

    /// Those stages that follow an activation: what the network has seen in its input, from fine to coarse.
    func features(_ x: Tensor, _ weights: Weights, _ pass: inout Pass) -> [Tensor] {
        zip(layers, stages(x, weights, &pass)).filter { $0.0 is Activation }.map(\.1)
    }
}

/// The tensors of a network's parameters at some moment: as stored, or after an update.
public struct Weights {
    public let tensors: [(name: String, tensor: Tensor, isLearned: Bool)]

    public init(_ tensors: [(name: String, tensor: Tensor, isLearned: Bool)]) { self.tensors = tensors }

    /// Those that an optimiser changes.
    public var learned: [(name: String, tensor: Tensor)] { tensors.filter(\.isLearned).map { ($0.name, $0.tensor) } }
}
