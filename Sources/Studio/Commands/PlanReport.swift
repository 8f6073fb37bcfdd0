import Numerics
import Runs
import Tensors
import Training

/// The plans of a preset's stages, as `explain --json` prints them.
struct PlanReport: Encodable {
    struct Stage: Encodable {
        let name: String
        let batchSize: Int
        /// Floating-point operations of the products in one training step.
        let productOperations: Int
        let arenaBytes: Int
        let operations: [Operation]
    }

    struct Operation: Encodable {
        let name, shape: String
        /// The weights that it reads or writes.
        let variables: [String]
        let productOperations, bytes: Int
        /// Nil where it was not measured.
        let seconds: Double?
    }

    let version: String
    let preset, precision, kernels: String
    let threads: Int
    var stages: [Stage] = []

    init(_ trainer: Trainer, of configuration: TrainingConfiguration, threads: Int, measured: Bool) {
        let plan = trainer.plan
        (version, preset, precision, kernels, self.threads) = (
            Tessera.version, configuration.preset.name, plan.precision.rawValue, plan.kernelNames, threads
        )
        add(trainer, measured)
        guard !trainer.isInLastStage else { return }
        trainer.skipToLastStage()
        add(trainer, measured)
    }

    private mutating func add(_ trainer: Trainer, _ measured: Bool) {
        // A stage may compute embeddings of the data before its first step.
        if measured { _ = trainer.prepare() }
        let plan = trainer.plan, seconds = measured ? trainer.profile(repetitions: 7) : nil
        stages.append(
            Stage(
                name: trainer.stageName, batchSize: trainer.batchSize, productOperations: plan.productOperations,
                arenaBytes: plan.arenaBytes,
                operations: plan.steps.enumerated().map { index, step in
                    Operation(
                        name: step.name, shape: step.shape, variables: step.variables,
                        productOperations: step.productOperations, bytes: step.bytes, seconds: seconds?[index])
                }))
    }
}
