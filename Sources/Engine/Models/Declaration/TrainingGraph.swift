package import Networks
package import Tensors

/// The one graph of a run with its variables: weights, averaged weights and optimizer moments, each declared once for all stages.
package final class TrainingGraph {
    package let graph = Graph()
    /// Whether `Step.noise` reads an input instead of sampling, so that tests can compare with other programs.
    package let readsNoise: Bool
    private var weights: [String: Weights] = [:]
    private var averages: [String: Weights] = [:]
    private var moments: [String: Adam.Moments] = [:]

    package init(readsNoise: Bool = false) { self.readsNoise = readsNoise }

    /// The stored weights of a network.
    package func weights(of network: Network) -> Weights {
        if let known = weights[network.name] { return known }
        let declared = network.declare(in: graph)
        weights[network.name] = declared
        return declared
    }

    /// The exponential moving average of a network's weights, under `NAME_ema`.
    package func averagedWeights(of network: Network) -> Weights {
        if let known = averages[network.name] { return known }
        let declared = network.declare(in: graph, as: Self.averagedName(network))
        averages[network.name] = declared
        return declared
    }

    /// The optimizer's moments of a network.
    package func moments(of network: Network, _ adam: Adam) -> Adam.Moments {
        if let known = moments[network.name] { return known }
        let declared = adam.declareMoments(of: weights(of: network))
        moments[network.name] = declared
        return declared
    }

    /// The weights that samples are generated with: averaged ones where a step averages them.
    package func sampleWeights(of network: Network) -> Weights { averages[network.name] ?? weights(of: network) }

    /// Whether a network's weights are averaged.
    package func isAveraged(_ network: Network) -> Bool { averages[network.name] != nil }

    /// The prefix of a network's averaged weights in checkpoints, e.g. "generator_ema".
    package static func averagedName(_ network: Network) -> String { "\(network.name)_ema" }
}
