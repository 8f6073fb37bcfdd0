import Glibc
import Models
import Networks
import Tensors

/// Gradient norms of each network, and whether the weights are finite.
package struct GradientNorms: Sendable, Equatable {
    /// By the network's name: the Euclidean norm of Adam's first moments, corrected for their start. With beta1 = 0 that is the newest gradient,
    /// else a mean of the last few.
    package let byNetwork: [String: Float]
    package let areWeightsFinite: Bool

    package subscript(network: String) -> Float? { byNetwork[network] }
}

/// The part of a graph that measures the norms; it reads what a step has left, so a step costs nothing for it.
struct NormMeasurement {
    /// Sums of squares, a scalar each.
    private let moments: [(network: String, squares: Tensor)]
    private let weights: [Tensor]

    /// Adds the sums to the graph, for all of `networks`, whose variables are declared.
    init(_ networks: [Network], updated: Set<String>, _ training: TrainingGraph) {
        let graph = training.graph
        func squares(_ tensors: [Tensor]) -> Tensor { tensors.map(\.squared.sum).reduce(graph.constant(0)) { $0 + $1 } }
        moments = networks.filter { updated.contains($0.name) }.map { network in
            (
                network.name,
                squares(
                    training.weights(of: network).trainable.compactMap {
                        graph.source(named: Adam.firstMoment(of: $0.name))
                    })
            )
        }
        weights = networks.map { squares(training.weights(of: $0).trainable.map(\.tensor)) }
    }

    var outputs: [Tensor] { moments.map(\.squares) + weights }

    /// Reads the sums after `plan`, which computes `outputs`, has run.
    /// - Parameters:
    ///   - updates: how often each network was updated so far.
    ///   - optimizers: by the network's name.
    func norms(_ executor: Executor, _ plan: Plan, updates: [String: Int], optimizers: [String: Adam]) -> GradientNorms
    {
        let byNetwork = moments.map { network, squares in
            // Adam's moments start at zero and are that much too small.
            let fraction =
                1 - pow(Double(optimizers[network]?.beta1 ?? 0), Double(max(1, updates[network, default: 0])))
            return (network, executor.first(squares, of: plan).squareRoot() / Float(fraction))
        }
        return GradientNorms(
            byNetwork: Dictionary(uniqueKeysWithValues: byNetwork),
            areWeightsFinite: weights.allSatisfy { executor.first($0, of: plan).isFinite })
    }
}
