public import Raster

/// A network in training: its compiled step, its state, its data. Belongs to one thread at a time.
///
/// A step is a function of the state, the seed and the step's number, so a trainer restored from a checkpoint goes on exactly as
/// the one that wrote it.
public final class Trainer {
    /// What one step says of itself.
    public struct Report: Sendable {
        /// Steps done, this one included.
        public var step: Int
        public var discriminatorLoss: Float
        public var generatorLoss: Float
        /// Mean probability of being real that the discriminator gives to real and to generated images.
        public var realProbability: Float
        public var fakeProbability: Float

        public var isFinite: Bool { discriminatorLoss.isFinite && generatorLoss.isFinite }
    }

    public let recipe: Recipe
    public let architecture: Architecture
    public private(set) var settings: Settings
    /// Steps done.
    public private(set) var step = 0
    public let plan: Plan
    private let samplePlan: Plan
    private let sampleOutput: Tensor
    private let adversarial: AdversarialStep
    private let executor: Executor
    private let images: ImageSet
    private let order: BatchOrder

    /// Compiles the step for `recipe` and sets the starting weights.
    public init(_ recipe: Recipe, images: ImageSet, lanes: Int) {
        (self.recipe, self.images, settings) = (recipe, images, recipe.settings)
        architecture = recipe.preset.architecture(recipe.settings)
        precondition(images.stride == architecture.pixels, "images of \(images.stride) numbers for a network of \(architecture.pixels)")
        let batch = settings.int("batch"), graph = Graph()
        adversarial = AdversarialStep(architecture, in: graph, batch: batch)
        let noise = graph.input(Self.sampleNoise, [settings.int("samples"), architecture.latent])
        sampleOutput = architecture.generator(noise, adversarial.average)
        let layout = StateLayout(graph)
        plan = Plan(adversarial.losses.all + adversarial.updates, layout: layout, lanes: lanes)
        samplePlan = Plan([sampleOutput], layout: layout, lanes: lanes)
        executor = Executor([plan, samplePlan], seed: recipe.seed)
        order = BatchOrder(seed: recipe.seed, count: images.count, batch: batch)
        setStartingState()
    }

    private static let sampleNoise = "sample.noise"
    /// Streams of random numbers that no node of the graph draws from.
    private static let sampleStream: UInt32 = 1 << 30

    private func setStartingState() {
        for (index, parameter) in (architecture.generator.parameters + architecture.discriminator.parameters).enumerated() {
            executor.write(parameter.name, parameter.initialValues(seed: recipe.seed, index: index))
        }
        for (average, weight) in zip(adversarial.average.tensors, adversarial.generator.tensors) {
            executor.write(average.name, executor.read(weight.name))
        }
        let noise = CounterRandom(seed: recipe.seed, stream: Self.sampleStream, counter: 0)
        executor.write(Self.sampleNoise, noise.normals(settings.int("samples") * architecture.latent))
    }

    /// Trains one step.
    public func advance() -> Report {
        executor.fill(AdversarialStep.Input.real) { images.copyPixels(of: order.indices(step: step), to: &$0) }
        let t = step + 1
        for network in [architecture.generator, architecture.discriminator] {
            let scalars = architecture.adam.scalarValues(rate: settings["\(network.name).rate"], step: t)
            executor.write(AdversarialStep.Input.stepSize(network.name), [scalars.stepSize])
            executor.write(AdversarialStep.Input.secondScale(network.name), [scalars.secondScale])
        }
        executor.write(AdversarialStep.Input.averageRest, [Averaging.rest(decay: settings["average"], step: t)])
        executor.run(plan, counter: UInt64(step))
        step = t
        func value(_ tensor: Tensor) -> Float { executor.read(tensor, of: plan)[0] }
        let losses = adversarial.losses
        return Report(step: step, discriminatorLoss: value(losses.discriminator), generatorLoss: value(losses.generator),
                      realProbability: value(losses.realProbability), fakeProbability: value(losses.fakeProbability))
    }

    /// Changes a setting from the next step on.
    public func change(_ name: String, to value: Double) throws(SettingError) { try settings.change(name, to: value) }

    /// The averaged generator's images for the run's fixed noise, as one grid.
    public func sampleGrid() -> (grid: Bitmap, columns: Int, rows: Int) {
        executor.run(samplePlan, counter: 0)
        let pictures = Pixels.bitmaps(executor.read(sampleOutput, of: samplePlan), architecture)
        let columns = Pixels.columns(for: pictures.count)
        return (Bitmap.grid(pictures, columns: columns), columns, (pictures.count + columns - 1) / columns)
    }

    // MARK: State

    /// Everything a run needs to go on, by name.
    public func state() -> [NamedTensor] {
        plan.layout.variables.map { NamedTensor(name: $0.name, shape: $0.shape.extents, values: executor.read($0.name)) }
    }

    /// Goes on from `state`, which `step` steps and `settings` have led to.
    public func restore(_ state: [NamedTensor], step: Int, settings: Settings) throws(CheckpointError) {
        let given = Dictionary(state.map { ($0.name, $0) }) { first, _ in first }
        for variable in plan.layout.variables {
            guard let tensor = given[variable.name] else { throw .missing(variable.name) }
            guard tensor.shape == variable.shape.extents else {
                throw .shape(variable.name, expected: variable.shape.extents, found: tensor.shape)
            }
        }
        for variable in plan.layout.variables { executor.write(variable.name, given[variable.name]!.values) }
        (self.step, self.settings) = (step, settings)
    }

    /// Bytes of the arena and of the images in memory.
    public var memory: Int { executor.arenaBytes + images.pixels.count }

    /// Seconds of each step of the plan, the best of `repetitions`; the state is spoilt afterwards.
    public func profile(repetitions: Int) -> [Double] { executor.profile(plan, repetitions: repetitions) }
}

/// What a run is made from: nothing else decides its numbers.
public struct Recipe: Sendable {
    public var preset: Preset
    public var data: String
    public var seed: UInt64
    public var settings: Settings

    public init(preset: Preset, data: String, seed: UInt64, settings: Settings) {
        (self.preset, self.data, self.seed, self.settings) = (preset, data, seed, settings)
    }
}
