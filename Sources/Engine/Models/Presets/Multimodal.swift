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
