package import Networks
package import Runs
package import Tensors

/// One training step while it is declared: expressions on the run's graph, the updates that change weights, and the metrics to report.
///
/// It reads like a PyTorch training loop: compute losses from inputs, then `update` each network; later expressions can use the updated
/// weights that `update` returns. Nothing is computed here. The order in which random tensors are created is part of a run's numbers.
package struct Step {
    package let training: TrainingGraph
    /// Inputs and noise, shared by all declarations of the stage's step.
    let inputs: StepInputs
    /// Intervals of the terms that occur in this declaration, see `every`.
    private let terms: Set<Int>
    /// Intervals of the updates that happen in this declaration; nil for all.
    private let dueUpdates: Set<Int>?

    package private(set) var updates: [NetworkUpdate] = []
    package private(set) var averages: [WeightAverage] = []
    package private(set) var metrics: [(metric: Metric, value: Tensor)] = []

    init(_ training: TrainingGraph, _ inputs: StepInputs, terms: Set<Int>, updates: Set<Int>?) {
        (self.training, self.inputs, self.terms, dueUpdates) = (training, inputs, terms, updates)
    }

    package var graph: Graph { training.graph }

    /// A network's stored weights.
    package func weights(_ network: Network) -> Weights { training.weights(of: network) }

    // MARK: Inputs

    /// An input that `fill` writes before every step, e.g. a batch of images.
    package func input(_ name: String, _ shape: Shape, fill: @escaping StepInput.Fill) -> Tensor {
        inputs.input(name, shape, in: graph, fill)
    }

    /// A scalar that follows from the settings and the step's number, e.g. a loss weight with a schedule.
    package func scalar(_ name: String, _ value: @escaping (StepContext) -> Float) -> Tensor {
        inputs.input(name, .scalar, in: graph) { context, target in target[0] = value(context) }
    }

    /// A scalar that follows a live setting.
    package func setting(_ key: any KeyPath<SettingKeys, SettingKey<Double>> & Sendable) -> Tensor {
        let name = SettingKeys()[keyPath: key].name
        return scalar("setting.\(name)") { Float($0.settings.number(name)) }
    }

    /// Standard normal noise (N, Z), the same tensor in every declaration of this stage's step.
    package func noise(_ shape: Shape) -> Tensor { inputs.noise(shape, in: training) }

    // MARK: Terms, updates, metrics

    /// A term that occurs in every `interval`-th step only, from the first one on; nil where it does not occur.
    ///
    /// A step is declared once with and once without it, and once with and without each update that has an interval.
    package func every(_ interval: Int, _ term: () -> Tensor) -> Tensor? {
        precondition(interval > 0, "a term in every \(interval)th step")
        guard interval > 1 else { return term() }
        inputs.termIntervals.insert(interval)
        return terms.contains(interval) ? term() : nil
    }

    /// Adds an optimizer's update of `network` along the gradient of `loss`; returns the weights after it.
    /// - Parameters:
    ///   - learningRate: the setting, with a factor that may follow a schedule.
    ///   - interval: the update happens in the last of every `interval` steps; in the others the weights stay as they are.
    ///   - statistics: forward passes whose running statistics are stored with this update.
    @discardableResult
    package mutating func update(
        _ network: Network, minimizing loss: Tensor, _ optimizer: Adam,
        learningRate: any KeyPath<SettingKeys, SettingKey<Double>> & Sendable,
        factor: @escaping (StepContext) -> Double = { _ in 1 },
        every interval: Int = 1, statistics: [ForwardContext] = []
    ) -> Weights {
        precondition(interval > 0, "an update in every \(interval)th step")
        if interval > 1 { inputs.updateIntervals.insert(interval) }
        let weights = training.weights(of: network), moments = training.moments(of: network, optimizer)
        // The name is looked up once: a key path would allocate in every step.
        let setting = SettingKeys()[keyPath: learningRate].name
        let rate: (StepContext) -> Double = { $0.settings.number(setting) * factor($0) }
        // In the steps between, later expressions use the weights as they are.
        guard interval == 1 || dueUpdates?.contains(interval) ?? true else {
            updates.append(
                NetworkUpdate(
                    network: network, optimizer: optimizer, interval: interval, learningRate: rate, results: []))
            return weights
        }
        let gradients = graph.gradient(of: loss, withRespectTo: weights.trainable.map(\.tensor))
        let scalars = Adam.Scalars(
            stepSize: inputs.optimizerScalar("\(network.name).stepSize", in: graph),
            secondScale: inputs.optimizerScalar("\(network.name).secondScale", in: graph))
        let updated = optimizer.update(weights, moments, along: gradients, scalars)
        updates.append(
            NetworkUpdate(
                network: network, optimizer: optimizer, interval: interval,
                learningRate: rate,
                results: updated.trainable.map(\.tensor) + statistics.flatMap { $0.bufferUpdates() }))
        return updated
    }

    /// Keeps an exponential moving average of `network`, whose newest weights are `updated`, with the decay `ema.decay`.
    package mutating func average(_ network: Network, _ updated: Weights) {
        guard let update = updates.last(where: { $0.network.name == network.name }) else {
            preconditionFailure("\(network.name) is averaged before it is updated")
        }
        let weight = inputs.optimizerScalar("\(network.name).emaWeight", in: graph)
        guard !update.results.isEmpty else {
            averages.append(WeightAverage(network: network, interval: update.interval, results: []))
            return
        }
        let average = ExponentialMovingAverage.update(
            training.averagedWeights(of: network), towards: updated, oneMinusDecay: weight)
        averages.append(
            WeightAverage(network: network, interval: update.interval, results: average.tensors.map(\.tensor)))
    }

    /// Reports a scalar of every step.
    package mutating func report(_ metric: Metric, _ value: Tensor) { metrics.append((metric, value)) }
}

/// An update that a step declares.
package struct NetworkUpdate {
    package let network: Network
    package let optimizer: Adam
    /// Steps between two updates.
    package let interval: Int
    package let learningRate: (StepContext) -> Double
    /// Computing these changes the weights.
    package let results: [Tensor]
}

/// An exponential moving average that a step declares.
package struct WeightAverage {
    package let network: Network
    package let interval: Int
    package let results: [Tensor]
}
