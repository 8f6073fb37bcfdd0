import Models
import Networks
import Runs
import Tensors

/// The variables of a run, between the arena and files: weights, averages, moments, and what a model keeps besides.
struct TrainingState {
    private let networks: [Network]
    private let averaged: [(average: Weights, weights: Weights)]
    private let layout: StateLayout
    /// Parameters by every name that they or copies of them have.
    private let parameters: [String: Parameter]

    init(_ model: any Model, _ training: TrainingGraph, _ layout: StateLayout) {
        (networks, self.layout) = (model.networks, layout)
        averaged = model.networks.filter(training.isAveraged).map {
            (training.averagedWeights(of: $0), training.weights(of: $0))
        }
        var named: [String: Parameter] = [:]
        for network in model.networks {
            for parameter in network.parameters {
                let average = TrainingGraph.averagedName(network) + parameter.name.dropFirst(network.name.count)
                for name in [
                    parameter.name, average, Adam.firstMoment(of: parameter.name),
                    Adam.secondMoment(of: parameter.name),
                ] {
                    named[name] = parameter
                }
            }
        }
        parameters = named
    }

    /// Writes the initial weights, a function of the seed and of each parameter's index among all, and averages equal to them.
    func setInitialValues(_ executor: Executor, seed: UInt64) {
        for (index, parameter) in networks.flatMap(\.parameters).enumerated() {
            executor.write(parameter.name, parameter.initialValues(seed: seed, index: index))
        }
        for (average, weights) in averaged {
            for (average, weight) in zip(average.tensors, weights.tensors) {
                executor.write(average.name, executor.read(weight.name))
            }
        }
    }

    /// Every variable as files hold it.
    func tensors(_ executor: Executor) -> [NamedTensor] {
        layout.variables.map { variable in
            let values = executor.read(variable.name)
            guard let parameter = parameters[variable.name] else {
                return NamedTensor(name: variable.name, shape: variable.shape.dimensions, values: values)
            }
            return NamedTensor(
                name: variable.name, shape: parameter.storedShape.dimensions, values: parameter.stored(values))
        }
    }

    /// Checks all wanted variables before it writes the first.
    /// - Parameter moments: whether the optimizer's moments are wanted.
    /// - Throws: `CheckpointError` for one that is missing or of another shape.
    func load(_ tensors: [NamedTensor], _ executor: Executor, moments: Bool) throws(CheckpointError) {
        let given = Dictionary(tensors.map { ($0.name, $0) }) { first, _ in first }
        let variables = layout.variables.filter { moments || !Adam.isMoment($0.name) }
        for variable in variables {
            guard let tensor = given[variable.name] else { throw .missing(variable.name) }
            let expected = (parameters[variable.name]?.storedShape ?? variable.shape).dimensions
            guard tensor.shape == expected else { throw .shape(variable.name, expected: expected, found: tensor.shape) }
        }
        for variable in variables {
            let values = given[variable.name]!.values
            executor.write(variable.name, parameters[variable.name]?.loaded(values) ?? values)
        }
    }
}
