package import Conditioning
package import Datasets
package import Networks
package import Runs
import Tensors

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
