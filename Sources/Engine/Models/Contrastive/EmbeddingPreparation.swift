import Conditioning
import Runs
import Tensors

/// Embeds the dataset with the pretrained encoders, before the first step that is conditioned on it. Belongs to the trainer's thread.
final class EmbeddingPreparation: StagePreparation {
    /// Variables of the run besides weights: the Bloom filter of its captions' features; for models that generate, the conditions of samples,
    /// and what `InstanceConditioning` is made of.
    enum Variable {
        static let bloomFilter = "embedding.bloom_filter", samples = "embedding.samples"
        static let keys = "embedding.keys", instances = "embedding.instances"
    }

    /// As many sample conditions as an evaluation generates: where fewer repeat, samples vary less than the data.
    private static let sampleCount = 10_000, instanceCount = 4096

    /// What the images of the dataset are conditioned on; nil before `prepare`.
    private(set) var conditions: EmbeddedConditions?
    private let data: ContrastiveData
    private let space: EmbeddingSpace
    private let encoder: EmbeddingEncoder
    private let generates: Bool
    private let seed: UInt64
    private var plans: [Modality: Plan] = [:]
    private var hasBloomFilter = false

    /// - Parameter generates: whether the conditioned model generates images, or repairs them.
    init(_ space: EmbeddingSpace, _ data: ContrastiveData, generates: Bool, seed: UInt64, in training: TrainingGraph) {
        (self.space, self.data, self.generates, self.seed) = (space, data, generates, seed)
        let weights = Dictionary(uniqueKeysWithValues: Modality.allCases.map { ($0, training.weights(of: space[$0])) })
        encoder = EmbeddingEncoder(space, weights, in: training.graph)
        for (name, shape) in Self.variables(generates: generates) { _ = training.graph.variable(name, shape) }
    }

    static func variables(generates: Bool) -> [(name: String, shape: Shape)] {
        let E = EmbeddingSpace.dimension
        let bloomFilter: (String, Shape) = (Variable.bloomFilter, [BloomFilter.size])
        guard generates else { return [bloomFilter] }
        return [
            bloomFilter, (Variable.samples, [sampleCount, E]), (Variable.keys, [instanceCount, E]),
            (Variable.instances, [instanceCount, E]),
        ]
    }

    var summary: String { "the encoders are trained: \(data.modalities.map(\.rawValue).joined(separator: ", "))" }
    var isReady: Bool { conditions != nil }

    func compile(_ layout: StateLayout, threads: Int, partition: Int?) -> [Plan] {
        plans = encoder.plans(layout, threads: threads, partition: partition)
        return Array(plans.values)
    }

    func setInitialState(_ executor: Executor) { executor.write(Variable.bloomFilter, data.bloomFilter.bits) }

    var memory: Int { EmbeddedConditions.memory(for: data) }

    func prepare(_ executor: Executor, folder: String?, progress: (String, Double) -> Void) {
        let conditions = EmbeddedConditions(
            data, generates ? .generating : .repairing, encoder, executor, plans, seed: seed,
            encoders: space.fingerprint { executor.read($0.name) }, folder: folder, progress: progress)
        self.conditions = conditions
        guard generates else { return }
        let instances = conditions.instances(Self.instanceCount)
        executor.write(Variable.samples, conditions.samples(Self.sampleCount))
        executor.write(Variable.keys, instances.keys)
        executor.write(Variable.instances, instances.vectors)
    }

    func invalidate() { conditions = nil }
}

extension EmbeddingPreparation: ConditionSource {
    var size: Int { EmbeddingSpace.dimension }

    func copy(of indices: [Int], step: Int, to target: inout MutableSpan<Float>) {
        guard let conditions else { preconditionFailure("a conditioned step before the dataset is embedded") }
        conditions.copy(of: indices, step: step, to: &target)
    }
}
