/// How long the gradients are, and whether the weights are still numbers.
public struct Norms: Sendable, Equatable {
    /// Euclidean lengths of Adam's running means of the gradients, corrected for their start: with beta1 = 0 the gradients
    /// of the newest step, else a mean over the last few. All the learned weights of a network together.
    public var generatorGradient: Float
    public var discriminatorGradient: Float
    public var areWeightsFinite: Bool
}

/// The part of a graph that measures a state; it reads what a step has left behind, so steps cost nothing for it.
struct Measuring {
    /// Sums of squares, a number each.
    let generatorGradient: Tensor
    let discriminatorGradient: Tensor
    let weights: [Tensor]

    /// Adds the sums to the graph of `step`, which has declared all that they are of; `others` are the weights of further networks.
    init(_ step: AdversarialStep, and others: [Weights] = [], in graph: Graph) {
        func squares(_ tensors: [Tensor]) -> Tensor { tensors.map(\.squared.sum).reduce(graph.constant(0)) { $0 + $1 } }
        func moments(_ weights: Weights) -> [Tensor] { weights.learned.compactMap { graph.source(named: Adam.firstMoment(of: $0.name)) } }
        generatorGradient = squares(moments(step.generator))
        discriminatorGradient = squares(moments(step.discriminator))
        weights = ([step.generator, step.discriminator] + others).map { squares($0.learned.map(\.tensor)) }
    }

    var outputs: [Tensor] { [generatorGradient, discriminatorGradient] + weights }
}
