import Glibc
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
    /// What a step may do besides training: each combination that occurs has a plan of its own.
    private struct Extras: Hashable {
        var averages: Bool
        var penalises: Bool
        var generates: Bool
    }

    private let plans: [Extras: (plan: Plan, losses: AdversarialStep.Losses)]
    /// The step with everything that it may do.
    public let plan: Plan
    private let parameters: [String: Parameter]
    private let drawing: Drawing
    private let drawPlan: Plan
    private let measuring: Measuring
    private let measurePlan: Plan
    /// What every sample grid is drawn from: the run's own noise, or fixed pictures of the data, damaged.
    private let samples: SampleInputs
    /// For generators that repair.
    private var damage: Damage?
    private let adversarial: AdversarialStep
    private let executor: Executor
    private let images: ImageSet
    private let masks: [Mask]
    private let order: BatchOrder
    private let classes: ClassConditions?
    /// The pictures of a step, in a place that is used again by the next.
    private var batch: [Int]
    private let inputs: [NetworkInputs]

    /// Compiles the step for `recipe` and sets the starting weights.
    /// - Parameter masks: the user's own, to train on.
    /// - Throws: `ConditionError` for data without the classes that the preset is told.
    public init(_ recipe: Recipe, images: ImageSet, masks: [Mask] = [], lanes: Int) throws(ConditionError) {
        (self.recipe, self.images, self.masks, settings) = (recipe, images, masks, recipe.settings)
        architecture = recipe.preset.architecture(recipe.settings)
        precondition(images.stride == architecture.pixels, "images of \(images.stride) numbers for a network of \(architecture.pixels)")
        classes = if case .classes(let count) = architecture.condition { try ClassConditions(images, classes: count) } else { nil }
        let batch = settings.int("batch"), graph = Graph()
        adversarial = AdversarialStep(architecture, in: graph, batch: batch)
        drawing = Drawing(architecture, adversarial.average, in: graph)
        measuring = Measuring(adversarial, in: graph)
        let layout = StateLayout(graph)
        var plans: [Extras: (plan: Plan, losses: AdversarialStep.Losses)] = [:]
        for (variant, penalises) in [(adversarial.plain, false), (adversarial.penalised, true)] {
            guard let variant, penalises || architecture.penalty?.interval != 1 else { continue }
            for averages in [false, true] {
                let results = variant.losses.all + variant.updates + (averages ? variant.averageUpdates : [])
                plans[Extras(averages: averages, penalises: penalises, generates: true)] = (Plan(results, layout: layout, lanes: lanes), variant.losses)
            }
            guard architecture.generatorInterval > 1 else { continue }
            plans[Extras(averages: false, penalises: penalises, generates: false)]
                = (Plan(variant.losses.all + variant.discriminatorUpdates, layout: layout, lanes: lanes), variant.losses)
        }
        self.plans = plans
        plan = plans[Extras(averages: true, penalises: adversarial.penalised != nil, generates: true)]!.plan
        parameters = Self.parameters(of: architecture)
        drawPlan = Plan([drawing.output], layout: layout, lanes: lanes)
        measurePlan = Plan(measuring.outputs, layout: layout, lanes: lanes)
        executor = Executor(plans.values.map(\.plan) + [drawPlan, measurePlan], seed: recipe.seed)
        order = BatchOrder(seed: recipe.seed, count: images.count, batch: batch)
        self.batch = [Int](repeating: 0, count: batch)
        inputs = [architecture.generator, architecture.discriminator].map(NetworkInputs.init)
        if architecture.repairs {
            damage = Damage(seed: recipe.seed, height: architecture.height, width: architecture.width, channels: architecture.channels, masks: masks)
        }
        samples = SampleInputs(recipe, architecture, images: images, masks: masks)
        setStartingState()
    }

    private func setStartingState() {
        for (index, parameter) in (architecture.generator.parameters + architecture.discriminator.parameters).enumerated() {
            executor.write(parameter.name, parameter.initialValues(seed: recipe.seed, index: index))
        }
        for (average, weight) in zip(adversarial.average.tensors, adversarial.generator.tensors) {
            executor.write(average.name, executor.read(weight.name))
        }
    }

    /// Trains one step. Nothing is allocated in it beyond what `Plan.allocations` says, and a few small arrays where damage is drawn.
    public func advance() -> Report {
        order.fill(&batch, step: step)
        executor.fill(AdversarialStep.Input.real) { images.copyPixels(of: batch, to: &$0) }
        if let classes { executor.fill(AdversarialStep.Input.condition) { classes.copy(of: batch, to: &$0) } }
        if let reconstruction = architecture.reconstruction {
            let mix = DamageMix(settings), position = step * batch.count
            executor.fill(AdversarialStep.Input.damaged) { damage?.write(batch, of: images, position: position, mix: mix, to: &$0) }
            for weight in reconstruction.weights { executor.write(weight.rawValue, Float(settings[weight.rawValue])) }
        }
        let t = step + 1
        for network in inputs {
            let updates = network.name == architecture.generator.name ? max(1, t / architecture.generatorInterval) : t
            let scalars = architecture.adam.scalarValues(rate: settings[network.rate], step: updates)
            executor.write(network.stepSize, scalars.stepSize)
            executor.write(network.secondScale, scalars.secondScale)
        }
        let rest = Averaging.rest(decay: settings["average"], step: max(1, t / architecture.generatorInterval))
        executor.write(AdversarialStep.Input.averageRest, rest)
        let penalises = architecture.penalty.map { step % $0.interval == 0 } ?? false
        let generates = t % architecture.generatorInterval == 0
        let averages = generates && Averaging.isDue(step: t / architecture.generatorInterval)
        if penalises { executor.write(AdversarialStep.Input.penalty, Float(settings["discriminator.penalty"])) }
        let (due, losses) = plans[Extras(averages: averages, penalises: penalises, generates: generates)]!
        executor.run(due, counter: UInt64(step))
        step = t
        func value(_ tensor: Tensor) -> Float { executor.first(tensor, of: due) }
        return Report(step: step, discriminatorLoss: value(losses.discriminator), generatorLoss: value(losses.generator),
                      realProbability: value(losses.realProbability), fakeProbability: value(losses.fakeProbability))
    }

    /// Changes a setting from the next step on.
    public func change(_ name: String, to value: Double) throws(SettingError) {
        var changed = settings
        try changed.change(name, to: value)
        try recipe.preset.checkDamage(changed, hasMasks: !masks.isEmpty)
        settings = changed
    }

    /// The averaged generator's images for the run's fixed noise, or damaged | repaired | truth for its fixed pictures, as one grid.
    public func sampleGrid() -> (grid: Bitmap, columns: Int, rows: Int) {
        samples.grid(of: pictures(for: samples.given, conditions: samples.conditions), architecture)
    }

    /// PSNR where the fixed pictures are damaged, dB; nil for generators that draw.
    public func sampleFidelity() -> Double? {
        samples.fidelity(of: pictures(for: samples.given, conditions: samples.conditions), architecture)
    }

    /// The averaged generator's pictures for (N, Z) noise or damaged pictures, and (N, E) conditions, as they are drawn from a checkpoint.
    public func pictures(for given: [Float], conditions: [Float]) -> [Bitmap] {
        drawing.pictures(for: given, conditions: conditions, of: architecture, executor, drawPlan)
    }

    /// The first `count` pictures that a score is taken of, as bytes: drawn from the noise of `tessera evaluate`, or pictures of the data
    /// that were damaged and repaired.
    func scored(_ count: Int, seed: UInt64) -> [UInt8] {
        let range = 0..<count
        guard architecture.repairs else {
            let noise = Drawing.noise(seed: seed, range, of: architecture)
            return pictures(for: noise, conditions: Drawing.conditions(range, of: architecture)).flatMap(\.pixels)
        }
        let inputs = SampleInputs(recipe, architecture, images: images, masks: masks, count: count)
        return pictures(for: inputs.given, conditions: inputs.conditions).flatMap(\.pixels)
    }

    /// Lengths of the gradients and whether the weights are numbers. Reads each of them once: some hundredths of a step.
    public func norms() -> Norms {
        executor.run(measurePlan, counter: 0)
        func root(_ square: Tensor, after updates: Int) -> Float {
            // Adam's means start at zero and are that much too small.
            let share = 1 - pow(Double(architecture.adam.beta1), Double(max(1, updates)))
            return executor.first(square, of: measurePlan).squareRoot() / Float(share)
        }
        return Norms(generatorGradient: root(measuring.generatorGradient, after: step / architecture.generatorInterval),
                     discriminatorGradient: root(measuring.discriminatorGradient, after: step),
                     areWeightsFinite: measuring.weights.allSatisfy { executor.first($0, of: measurePlan).isFinite })
    }

    // MARK: State

    /// Parameters by every name they or copies of them have: weights, averages, moments.
    private static func parameters(of architecture: Architecture) -> [String: Parameter] {
        var named: [String: Parameter] = [:]
        for parameter in architecture.generator.parameters {
            named[AdversarialStep.averageName + parameter.name.dropFirst(architecture.generator.name.count)] = parameter
        }
        for parameter in architecture.generator.parameters + architecture.discriminator.parameters {
            for name in [parameter.name, Adam.firstMoment(of: parameter.name), Adam.secondMoment(of: parameter.name)] { named[name] = parameter }
        }
        return named
    }

    /// Everything a run needs to go on, by name, as files hold it.
    public func state() -> [NamedTensor] {
        plan.layout.variables.map { variable in
            let values = executor.read(variable.name)
            guard let parameter = parameters[variable.name] else {
                return NamedTensor(name: variable.name, shape: variable.shape.extents, values: values)
            }
            return NamedTensor(name: variable.name, shape: parameter.storedShape.extents, values: parameter.stored(values))
        }
    }

    /// Begins with the weights in `state`, of a run of the same networks; what the optimiser remembers stays behind.
    public func begin(with state: [NamedTensor]) throws(CheckpointError) {
        try load(state) { !Adam.isMoment($0) }
    }

    /// Goes on from `state`, which `step` steps and `settings` have led to.
    public func restore(_ state: [NamedTensor], step: Int, settings: Settings) throws(CheckpointError) {
        try load(state) { _ in true }
        (self.step, self.settings) = (step, settings)
    }

    /// Checks all of the variables that `wanted` names before it writes the first.
    private func load(_ state: [NamedTensor], where wanted: (String) -> Bool) throws(CheckpointError) {
        let given = Dictionary(state.map { ($0.name, $0) }) { first, _ in first }
        let variables = plan.layout.variables.filter { wanted($0.name) }
        for variable in variables {
            guard let tensor = given[variable.name] else { throw .missing(variable.name) }
            let expected = (parameters[variable.name]?.storedShape ?? variable.shape).extents
            guard tensor.shape == expected else { throw .shape(variable.name, expected: expected, found: tensor.shape) }
        }
        for variable in variables {
            let values = given[variable.name]!.values
            executor.write(variable.name, parameters[variable.name]?.loaded(values) ?? values)
        }
    }

    /// Names of the classes that the networks are told; nil for networks that are told none, and for classes without names.
    public var classNames: [String]? { classes == nil ? nil : images.classNames }

    /// Bytes of the arena and of the images in memory.
    public var memory: Int { executor.arenaBytes + images.pixels.count }

    /// Seconds of each step of the plan, the best of `repetitions`; the state is spoilt afterwards.
    public func profile(repetitions: Int) -> [Double] { executor.profile(plan, repetitions: repetitions) }
}

/// The names under which a network's scalars go into a step, put together once.
private struct NetworkInputs {
    let name: String, rate: String, stepSize: String, secondScale: String

    init(_ network: Network) {
        name = network.name
        rate = "\(network.name).rate"
        (stepSize, secondScale) = (AdversarialStep.Input.stepSize(network.name), AdversarialStep.Input.secondScale(network.name))
    }
}

/// What a run is made from: nothing else decides its numbers.
public struct Recipe: Sendable {
    public var preset: Preset
    public var data: String
    public var seed: UInt64
    public var settings: Settings
    /// A folder of the user's own masks to train on.
    public var masks: String?
    /// The checkpoint whose weights the run begins with; nil for weights drawn from the seed.
    public var origin: String?

    public init(preset: Preset, data: String, seed: UInt64, settings: Settings, masks: String? = nil, origin: String? = nil) {
        (self.preset, self.data, self.seed, self.settings) = (preset, data, seed, settings)
        (self.masks, self.origin) = (masks, origin)
    }
}
