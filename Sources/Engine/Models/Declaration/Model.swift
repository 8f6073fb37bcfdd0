package import Datasets
package import Networks
package import Raster
package import Runs

/// What a run trains: its networks, how a step updates them, and what a sample is.
///
/// A model is a description without numbers. `Trainer` compiles and runs whatever a model declares; it knows none by name. Adding a model
/// means one type that conforms, and one entry in `Preset.all`.
package protocol Model: Sendable {
    /// Shape of the images that it trains on and generates.
    var shape: ImageShape { get }
    /// Every network, in the order in which initial weights are sampled from the seed.
    var networks: [Network] { get }
    /// What makes samples: the network, its input and its condition.
    var generator: Generator { get }
    /// The adversarial loss, which training diagnostics interpret the losses by; nil for other losses.
    var adversarialLoss: AdversarialLoss? { get }

    /// Declares how `run` trains: its stages, in order.
    /// - Throws: `ConditionError`, `ModalityError` for data that lacks what the model trains on.
    func training(on run: RunInputs, in graph: TrainingGraph) throws -> TrainingProgram
}

extension Model {
    package var adversarialLoss: AdversarialLoss? { nil }
}

/// What a run trains on.
package struct RunInputs {
    package let data: MultimodalSet
    /// The user's own masks, for models that repair.
    package let masks: [Mask]
    package let settings: Settings
    package let seed: UInt64
    package let threads: Int
    /// The number of threads that plans are cut for, see `Plan`.
    package let partition: Int?
    /// Called with what is being read and the fraction done, 0 to 1.
    package let progress: (String, Double) -> Void

    package init(
        data: MultimodalSet, masks: [Mask] = [], settings: Settings, seed: UInt64, threads: Int,
        partition: Int? = nil, progress: @escaping (String, Double) -> Void = { _, _ in }
    ) {
        (self.data, self.masks, self.settings, self.seed) = (data, masks, settings, seed)
        (self.threads, self.partition, self.progress) = (threads, partition, progress)
    }

    package var images: ImageSet { data.images }

    /// The order of images in a stage that trains on all of them.
    package func batches(size: Int) -> BatchOrder { BatchOrder(seed: seed, count: images.count, batch: size) }
}

/// The stages of a run, and what the run should know of its data.
package struct TrainingProgram {
    package var stages: [TrainingStage]
    /// Modalities that the encoders train on; empty for images alone.
    package var modalities: [Modality] = []
    /// Captions and sounds that could not be used, a line each.
    package var faults: [String] = []
    /// Bytes of data kept in memory besides the images.
    package var memory = 0

    package init(stages: [TrainingStage]) { self.stages = stages }
}
