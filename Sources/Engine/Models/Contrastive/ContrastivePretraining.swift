import Conditioning
import Datasets
import Networks
import Numerics
import Runs
import Tensors

// N batch, E dimension of the embedding space.

/// The stage that trains the encoders of an embedding space: contrastive loss between every two modalities (Radford et al. 2021, "CLIP").
struct ContrastivePretraining {
    let space: EmbeddingSpace
    let data: ContrastiveData
    let run: RunInputs
    private let optimizer = Adam()

    init(_ space: EmbeddingSpace, _ data: ContrastiveData, _ run: RunInputs) {
        (self.space, self.data, self.run) = (space, data, run)
    }

    /// Lasts `pretraining.steps` steps, whose learning rate decays linearly over the second half.
    func stage() -> TrainingStage {
        let steps = run.settings.pretrainingSteps, batchSize = run.settings.pretrainingBatchSize
        let batches = BatchOrder(seed: SplitMix64.word(run.seed, 6), count: data.images.count, batch: batchSize)
        return TrainingStage("pretraining", steps: steps, batches: batches) {
            declare(&$0, steps: steps, batchSize: batchSize)
        }
    }

    private func declare(_ step: inout Step, steps: Int, batchSize N: Int) {
        let modalities = data.modalities, batch = ContrastiveBatchSource(data, seed: run.seed)
        precondition(modalities.count > 1, "an embedding space of \(modalities)")
        // Weights and moments of every modality, so that a run's state has one shape whatever its data.
        for modality in Modality.allCases { _ = step.weights(space[modality]) }
        var embedded: [Modality: Embedded] = [:]
        for modality in modalities {
            let input = step.input("\(modality.rawValue).values", [N, space.inputSize(modality)]) { context, target in
                batch.of(context).write(modality, run.threads, to: &target)
            }
            let presence = step.input("\(modality.rawValue).presence", [N, 1]) {
                batch.of($0).writePresence(modality, to: &$1)
            }
            var context = ForwardContext(isTraining: true)
            let vectors = space[modality](augmented(input, modality), step.weights(space[modality]), &context)
            embedded[modality] = Embedded(vectors: vectors, presenceMask: presence)
        }
        let results = Self.pairs(of: modalities).map { first, second in
            let positives = step.input("\(first.rawValue).\(second.rawValue).positives", [N, N]) { context, target in
                batch.of(context).writePositives(first, second, to: &target)
            }
            return ContrastiveLoss.between(embedded[first]!, embedded[second]!, positiveMask: positives)
        }
        let graph = step.graph
        let loss = results.map(\.loss).reduce(graph.constant(0)) { $0 + $1 } / Float(results.count)
        let probability = results.map(\.probability).reduce(graph.constant(0)) { $0 + $1 } / Float(results.count)
        for modality in Modality.allCases {
            guard modalities.contains(modality) else {
                _ = step.training.moments(of: space[modality], optimizer)
                continue
            }
            step.update(
                space[modality], minimizing: loss, optimizer, learningRate: \.pretrainingLearningRate,
                factor: { min(1, 2 * Double(steps - $0.step) / Double(steps)) })
        }
        step.report(.pretrainingLoss, loss)
        step.report(.pretrainingProbability, probability)
    }

    /// Every two of the modalities, in order.
    static func pairs(of modalities: [Modality]) -> [(Modality, Modality)] {
        modalities.enumerated().flatMap { index, first in modalities[(index + 1)...].map { (first, $0) } }
    }

    /// The largest translation of an image as a fraction of its side, and the standard deviation of noise in a spectrogram.
    private static let translation: Float = 0.06, noise: Float = 0.05

    /// Changes that keep the meaning: images are translated, spectrograms get noise. Captions are augmented before.
    private func augmented(_ x: Tensor, _ modality: Modality) -> Tensor {
        let (graph, N) = (x.graph, x.shape[0])
        switch modality {
        case .text: return x
        case .audio: return x + graph.normal(x.shape) * (graph.uniform([N, 1]) * Self.noise)
        case .image:
            let shape = space.shape, most = Float(max(1, Int(Float(min(shape.height, shape.width)) * Self.translation)))
            let images = x.reshaped([N, shape.height, shape.width, shape.channels])
            return images.translated(by: (graph.uniform([N, 2]) - 0.5) * (2 * most + 1)).reshaped(x.shape)
        }
    }
}

/// The batch of each step, which several inputs share. Belongs to the trainer's thread.
private final class ContrastiveBatchSource {
    private let data: ContrastiveData
    private let seed: UInt64
    private var newest: (step: Int, batch: ContrastiveBatch)?

    init(_ data: ContrastiveData, seed: UInt64) { (self.data, self.seed) = (data, seed) }

    func of(_ context: StepContext) -> ContrastiveBatch {
        if let newest, newest.step == context.step { return newest.batch }
        let batch = ContrastiveBatch(data, images: context.indices, seed: SplitMix64.word(seed, UInt64(context.step)))
        newest = (context.step, batch)
        return batch
    }
}
