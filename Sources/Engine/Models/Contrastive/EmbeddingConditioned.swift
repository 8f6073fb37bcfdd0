package import Conditioning
import Datasets
import Networks
import Runs
import Tensors

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
        let data = try ContrastiveData(pairs, threads: run.threads, partition: run.partition, progress: run.progress)
        let preparation = EmbeddingPreparation(space, data, generates: !generator.repairs, seed: run.seed, in: graph)
        let adversarial = TrainingStage("adversarial", batches: run.batches(size: N), preparation: preparation) {
            step in
            declare(&step, step.realImages(run, batchSize: N), step.conditions(preparation, batchSize: N))
        }
        var program = TrainingProgram(stages: [ContrastivePretraining(space, data, run).stage(), adversarial])
        (program.modalities, program.faults) = (data.modalities, data.faults)
        // Spectrograms, and later the embeddings.
        program.memory = data.spectrograms.count + preparation.memory
        return program
    }
}
