package import Conditioning
package import Datasets
package import Networks
package import Runs
import Tensors

/// `Modern` conditioned on text, audio and images: contrastive pretraining of three encoders (CLIP, Radford et al. 2021), then a GAN
/// conditioned on embeddings of whole images (Casanova et al. 2021, "Instance-conditioned GAN").
package struct Multimodal: Model, EmbeddingConditioned {
    package let gan: Modern
    package let space: EmbeddingSpace

    package init(_ settings: Settings) {
        gan = Modern(settings, condition: .embedding(EmbeddingSpace.dimension))
        space = EmbeddingSpace(gan.shape)
    }

    package var shape: ImageShape { gan.shape }
    package var generator: Generator { gan.generator }
    package var networks: [Network] { gan.networks + space.networks }
    package var adversarialLoss: AdversarialLoss? { gan.adversarialLoss }

    package func training(on run: RunInputs, in graph: TrainingGraph) throws -> TrainingProgram {
        try program(run, in: graph) { step, real, condition in
            gan.declare(
                &step, real: real, condition: condition, conditionLosses: ConditionLosses(encoder: space[.image]))
        }
    }
}

/// `ContextEncoder` conditioned on text, audio and images by the same encoders.
package struct ConditionalRepair: Model, EmbeddingConditioned {
    package let repair: ContextEncoder
    package let space: EmbeddingSpace

    package init(_ settings: Settings) {
        repair = ContextEncoder(settings, condition: .embedding(EmbeddingSpace.dimension))
        space = EmbeddingSpace(repair.shape)
    }

    package var shape: ImageShape { repair.shape }
    package var generator: Generator { repair.generator }
    package var networks: [Network] { repair.networks + space.networks }
    package var adversarialLoss: AdversarialLoss? { repair.adversarialLoss }

    package func training(on run: RunInputs, in graph: TrainingGraph) throws -> TrainingProgram {
        let N = run.settings.batchSize
        return try program(run, in: graph) { step, real, condition in
            repair.declare(
                &step, real: real, corrupted: step.corruptedImages(run, shape, batchSize: N), condition: condition)
        }
    }
}

/// A model whose networks are conditioned on an embedding space that the run trains first.
package protocol EmbeddingConditioned: Model {
    var space: EmbeddingSpace { get }
}

extension EmbeddingConditioned {
    /// Contrastive pretraining, then the stage that `declare` declares from the real images and their conditions.
    func program(_ run: RunInputs, in graph: TrainingGraph, declare: @escaping (inout Step, Tensor, Tensor) -> Void)
        throws -> TrainingProgram
    {
        let N = run.settings.batchSize
        let pairs = run.data.restricted(useCaptions: run.settings.useCaptions, useAudio: run.settings.useAudio)
        let data = try ContrastiveData(pairs, threads: run.threads, progress: run.progress)
        let preparation = EmbeddingPreparation(space, data, generates: !generator.repairs, seed: run.seed, in: graph)
        let adversarial = TrainingStage("adversarial", batches: run.batches(size: N), preparation: preparation) {
            step in
            declare(&step, step.realImages(run, batchSize: N), step.conditions(preparation, batchSize: N))
        }
        var program = TrainingProgram(stages: [ContrastivePretraining(space, data, run).stage(), adversarial])
        (program.modalities, program.faults) = (data.modalities, data.faults)
        // Spectrograms, and later the embedding of every image.
        program.memory =
            data.spectrograms.count + data.images.count * EmbeddingSpace.dimension * MemoryLayout<Float>.stride
        return program
    }
}
