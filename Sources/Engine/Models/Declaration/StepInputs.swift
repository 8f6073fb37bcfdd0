package import Runs
import Tensors

/// What an input or a schedule may depend on.
package struct StepContext {
    /// The step's number within its stage, from 0.
    package let step: Int
    /// Indices of the step's images in the dataset.
    package let indices: [Int]
    package let settings: Settings

    package init(step: Int, indices: [Int], settings: Settings) {
        (self.step, self.indices, self.settings) = (step, indices, settings)
    }
}

/// An input of a step, and what writes it.
package struct StepInput {
    package typealias Fill = (StepContext, inout MutableSpan<Float>) -> Void

    package let name: String
    package let fill: Fill
}

/// The inputs of a stage's step: each is created once, whichever declaration mentions it first.
final class StepInputs {
    private(set) var inputs: [StepInput] = []
    /// Intervals of terms that do not occur in every step.
    var termIntervals: Set<Int> = []
    /// Intervals of updates that do not happen in every step.
    var updateIntervals: Set<Int> = []
    private let stage: String
    private var tensors: [String: Tensor] = [:]
    private var noises: [Tensor] = []

    init(stage: String) { self.stage = stage }

    func input(_ name: String, _ shape: Shape, in graph: Graph, _ fill: @escaping StepInput.Fill) -> Tensor {
        if let known = tensors[name] { return known }
        let tensor = optimizerScalar(name, shape, in: graph)
        inputs.append(StepInput(name: "\(stage).\(name)", fill: fill))
        return tensor
    }

    /// An input that the trainer itself writes.
    func optimizerScalar(_ name: String, _ shape: Shape = .scalar, in graph: Graph) -> Tensor {
        if let known = tensors[name] { return known }
        let tensor = graph.input("\(stage).\(name)", shape)
        tensors[name] = tensor
        return tensor
    }

    /// Lets a repeated first declaration sample its noise again, from the same streams.
    func forgetNoise() { noises = [] }

    func noise(_ shape: Shape, in training: TrainingGraph) -> Tensor {
        if let known = noises.first(where: { $0.shape == shape }) { return known }
        let tensor =
            training.readsNoise ? optimizerScalar("noise", shape, in: training.graph) : training.graph.normal(shape)
        noises.append(tensor)
        return tensor
    }
}
