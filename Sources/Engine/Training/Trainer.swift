package import Datasets
package import Models
import Networks
package import Raster
package import Runs
package import Tensors

/// A model in training: its compiled stages, its state, its data. Belongs to one thread at a time.
///
/// A step is a function of the state, the seed and the step's number, so a trainer restored from a checkpoint continues exactly as the one that
/// wrote it. The trainer runs whatever the model declares and knows no model by name.
package final class Trainer {
    package let configuration: TrainingConfiguration
    package let model: any Model
    package private(set) var settings: Settings
    /// Steps done.
    package private(set) var step = 0
    private let program: TrainingProgram
    private let stages: [CompiledStage]
    private let variables: TrainingState
    private let sampler: Sampler
    private let samplePlan: Plan
    private let measurement: NormMeasurement
    private let measurementPlan: Plan
    /// What every sample grid is made from: the run's own noise, or fixed images of the data, corrupted.
    private let samples: SampleInputs
    private let executor: Executor
    private let images: ImageSet
    private let masks: [Mask]

    /// Compiles the stages of `configuration` and sets the initial weights.
    /// - Parameter masks: the user's own, to train on.
    /// - Throws: `MemoryError`; what the model throws for data that lacks what it trains on.
    package convenience init(
        _ configuration: TrainingConfiguration, pairs: MultimodalSet, masks: [Mask] = [], threads: Int,
        progress: @escaping (String, Double) -> Void = { _, _ in }
    ) throws {
        try self.init(
            configuration, configuration.preset.model(configuration.settings), pairs: pairs, masks: masks,
            threads: threads, progress: progress)
    }

    /// The same for a model that no preset has.
    package init(
        _ configuration: TrainingConfiguration, _ model: any Model, pairs: MultimodalSet, masks: [Mask] = [],
        threads: Int,
        progress: @escaping (String, Double) -> Void = { _, _ in }
    ) throws {
        let images = pairs.images
        (self.configuration, self.model, self.images, self.masks) = (configuration, model, images, masks)
        settings = configuration.settings
        precondition(images.shape == model.shape, "images of \(images.shape) for a model of \(model.shape)")
        let training = TrainingGraph()
        let run = RunInputs(
            data: pairs, masks: masks, settings: settings, seed: configuration.seed, threads: threads,
            partition: configuration.partition, progress: progress)
        program = try model.training(on: run, in: training)
        let declared = program.stages.map { DeclaredStage($0, in: training) }
        sampler = Sampler(model.generator, model.generator.networks.map(training.sampleWeights), in: training.graph)
        measurement = NormMeasurement(
            model.networks, updated: Set(declared.flatMap { $0.whole.updates.map(\.network.name) }), training)
        let layout = StateLayout(training.graph)
        var updates: [String: Int] = [:]
        stages = declared.map { declared in
            let stage = CompiledStage(
                declared, updatesBefore: updates, layout: layout, threads: threads, partition: configuration.partition)
            updates = stage.updates(after: declared.stage.steps ?? 0)
            return stage
        }
        samplePlan = Plan([sampler.output], layout: layout, threads: threads, partition: configuration.partition)
        measurementPlan = Plan(
            measurement.outputs, layout: layout, threads: threads, partition: configuration.partition)
        let preparations = program.stages.compactMap(\.preparation).flatMap {
            $0.compile(layout, threads: threads, partition: configuration.partition)
        }
        executor = try Executor(
            stages.flatMap(\.plans) + preparations + [samplePlan, measurementPlan], seed: configuration.seed,
            work: "training \(configuration.preset.name)",
            advice: "\(.lower("batch_size", now: settings.batchSize))")
        variables = TrainingState(model, training, layout)
        samples = SampleInputs(configuration, model.generator, images: images, masks: masks)
        variables.setInitialValues(executor, seed: configuration.seed)
        for stage in program.stages { stage.preparation?.setInitialState(executor) }
    }

    /// The same for images alone.
    package convenience init(_ configuration: TrainingConfiguration, images: ImageSet, masks: [Mask] = [], threads: Int)
        throws
    {
        try self.init(configuration, pairs: MultimodalSet(images: images), masks: masks, threads: threads)
    }

    // MARK: Steps

    /// The stage of the next step, and the steps before it.
    private var current: (stage: CompiledStage, start: Int) {
        var start = 0
        for stage in stages {
            guard let steps = stage.stage.steps, step >= start + steps else { return (stage, start) }
            start += steps
        }
        // A last stage that has an end goes on where the run does.
        let last = stages[stages.count - 1]
        return (last, start - (last.stage.steps ?? 0))
    }

    /// The stage that the next step belongs to, e.g. "adversarial".
    package var stageName: String { current.stage.stage.name }

    /// Names of the networks that the stage of this name updates.
    package func updatedNetworks(in stage: String) -> [String] {
        stages.first { $0.stage.name == stage }?.optimizers.keys.sorted() ?? []
    }

    /// Steps before the last stage, whose generator samples come from.
    package var stepsBeforeLastStage: Int { stages.dropLast().reduce(0) { $0 + ($1.stage.steps ?? 0) } }

    /// Whether the next step belongs to the last stage.
    package var isInLastStage: Bool { step >= stepsBeforeLastStage }

    /// Images in a step of the next stage.
    package var batchSize: Int { current.stage.stage.batches.batch }

    /// The plan of the next step, with everything that it may do.
    package var plan: Plan { current.stage.plan }

    /// Whether the next step needs `prepare` first.
    package var isPrepared: Bool { current.stage.stage.preparation?.isReady ?? true }

    /// Computes what the next stage needs, e.g. embeds the dataset: some seconds. Returns a line for the log; nil where nothing was to be done.
    @discardableResult
    package func prepare(keepingIn folder: String? = nil, progress: (String, Double) -> Void = { _, _ in }) -> String? {
        guard let preparation = current.stage.stage.preparation, !preparation.isReady else { return nil }
        preparation.prepare(executor, folder: folder, progress: progress)
        return preparation.summary
    }

    /// Continues with the last stage, with the weights as they are: for timing a step of each.
    package func skipToLastStage() { step = max(step, stepsBeforeLastStage) }

    /// Trains one step. Allocates nothing besides `Plan.allocations`, unless the model's inputs do.
    package func advance() -> StepReport {
        prepare()
        let (stage, start) = current
        let values = stage.advance(step: step - start, settings: settings, executor)
        step += 1
        return StepReport(step: step, stage: stage.stage.name, metrics: stage.metrics, values: values)
    }

    /// Changes a live setting from the next step on.
    /// - Throws: `SettingError`.
    package func change(_ name: String, to value: SettingValue) throws(SettingError) {
        var changed = settings
        try changed.change(name, to: value)
        try configuration.preset.checkCorruption(changed, hasMasks: !masks.isEmpty)
        settings = changed
    }

    // MARK: Samples

    /// The averaged generator's images for the run's fixed noise, or corrupted | repaired | original for its fixed images, as one grid.
    package func sampleGrid() -> (grid: Bitmap, columns: Int, rows: Int) {
        let sequence = sampleConditions
        return samples.grid(of: sampleImages(sequence), sequence)
    }

    /// PSNR where the fixed images are corrupted, dB; nil for generators that do not repair.
    package func samplePSNR() -> Double? { samples.psnr(of: sampleImages(sampleConditions)) }

    private func sampleImages(_ sequence: ConditionSequence) -> [Bitmap] {
        images(for: samples.given, conditions: samples.conditions ?? sequence.grid(settings.sampleCount))
    }

    /// What samples are conditioned on where the user gives no prompt.
    package var sampleConditions: ConditionSequence { ConditionSequence(model.generator) { executor.read($0) } }

    /// The averaged generator's images from `given` (N, input size) and conditions (N, E), as from a checkpoint.
    package func images(for given: [Float], conditions: [Float]) -> [Bitmap] {
        sampler.images(for: given, conditions: conditions, executor, samplePlan)
    }

    /// The first `count` images that a score is computed from, as bytes: generated from the noise of `tessera evaluate`, or images of the data,
    /// corrupted and repaired.
    package func scored(_ count: Int, seed: UInt64) -> [UInt8] {
        let generator = model.generator
        guard generator.repairs else {
            let noise = Sampler.noise(seed: seed, 0..<count, size: generator.latentDim)
            return images(for: noise, conditions: sampleConditions(0..<count)).flatMap(\.pixels)
        }
        let inputs = SampleInputs(configuration, generator, images: images, masks: masks, count: count)
        return images(for: inputs.given, conditions: inputs.conditions ?? []).flatMap(\.pixels)
    }

    /// Gradient norms, and whether the weights are finite. Reads each weight once: some hundredths of a step.
    package func norms() -> GradientNorms {
        executor.run(measurementPlan, counter: 0)
        var (updates, optimizers, start) = ([String: Int](), [String: Adam](), 0)
        for stage in stages where step >= start {
            updates = stage.updates(after: min(step - start, stage.stage.steps ?? .max))
            optimizers.merge(stage.optimizers) { $1 }
            start += stage.stage.steps ?? 0
        }
        return measurement.norms(executor, measurementPlan, updates: updates, optimizers: optimizers)
    }

    // MARK: State

    /// Everything that a run needs to continue, by name, as files hold it.
    package func state() -> [NamedTensor] { variables.tensors(executor) }

    /// Begins with the weights in `tensors`, of a run of the same networks; the optimizer's moments start at zero.
    /// - Throws: `CheckpointError`.
    package func begin(with tensors: [NamedTensor]) throws(CheckpointError) {
        try variables.load(tensors, executor, moments: false)
    }

    /// Continues from `tensors`, which `step` steps and `settings` have led to.
    /// - Throws: `CheckpointError`.
    package func restore(_ tensors: [NamedTensor], step: Int, settings: Settings) throws(CheckpointError) {
        try variables.load(tensors, executor, moments: true)
        (self.step, self.settings) = (step, settings)
        for stage in program.stages { stage.preparation?.invalidate() }
    }

    /// Modalities that the run trains on; empty for images alone.
    package var modalities: [Modality] { program.modalities }

    /// Captions and audio that could not be used, a line each.
    package var faults: [String] { program.faults }

    /// Names of the classes that the networks are conditioned on; nil for other networks, and for classes without names.
    package var classNames: [String]? {
        if case .classes = model.generator.condition { images.classNames } else { nil }
    }

    /// Bytes of the arena and of the data in memory.
    package var memory: Int { executor.arenaBytes + images.pixels.count + program.memory }

    /// Bytes that the preparations of later stages allocate, e.g. for the embeddings of the data.
    package var memoryOfPreparations: Int {
        program.stages.compactMap(\.preparation).filter { !$0.isReady }.reduce(0) { $0 + $1.memory }
    }

    /// Seconds of each kernel call of the plan, the best of `repetitions`; the state is spoilt afterwards.
    package func profile(repetitions: Int) -> [Double] { executor.profile(plan, repetitions: repetitions) }
}
