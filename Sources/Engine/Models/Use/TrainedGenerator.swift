package import Conditioning
package import Raster
package import Runs
import Tensors

/// A checkpoint's averaged generator, compiled for use: what generates images and what repairs them is built on it. Belongs to one thread
/// at a time.
package final class TrainedGenerator {
    package let note: CheckpointMetadata
    package let generator: Generator
    /// What images are conditioned on where the user gives no prompt.
    package let sequence: ConditionSequence
    /// For generators that are conditioned on embeddings.
    package let instances: InstanceConditioning?
    private let plan: Plan
    private let sampler: Sampler
    private let executor: Executor

    init(_ checkpoint: OpenedCheckpoint, threads: Int) throws {
        (note, generator, sequence) = (checkpoint.note, checkpoint.model.generator, checkpoint.sampleConditions)
        if case .embedding? = generator.condition, !generator.repairs {
            typealias Variable = EmbeddingPreparation.Variable
            instances = InstanceConditioning(
                keys: try checkpoint.values(Variable.keys), instances: try checkpoint.values(Variable.instances),
                unconditional: try checkpoint.values(Variable.samples))
        } else {
            instances = nil
        }
        let graph = Graph()
        let weights = generator.networks.map { $0.declare(in: graph) }
        sampler = Sampler(generator, weights, in: graph)
        // Cut the same for any number of threads: one checkpoint makes one image of a latent.
        plan = Plan([sampler.output], layout: StateLayout(graph), threads: threads, partition: Plan.partition(for: 1))
        executor = try Executor([plan], seed: note.seed, work: checkpoint.path, advice: "")
        for network in generator.networks {
            for parameter in network.parameters {
                executor.write(parameter.name, try checkpoint.sampleValues(of: parameter, network))
            }
        }
    }

    /// Images from `given` (N, input size) and, for conditional networks, conditions (N, E).
    package func images(for given: [Float], conditions: [Float]) -> [Bitmap] {
        sampler.images(for: given, conditions: conditions, executor, plan)
    }

    /// The same as values (N, H · W · C), -1 to 1.
    /// - Parameter isStopped: asked many times; where it gives true the values mean nothing.
    package func values(
        for given: [Float], conditions: [Float] = [], isStopped: (@Sendable () -> Bool)? = nil
    ) -> [Float] {
        sampler.values(for: given, conditions: conditions, executor, plan, isStopped: isStopped)
    }
}
