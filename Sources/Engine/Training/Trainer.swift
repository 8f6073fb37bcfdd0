import Glibc
public import Raster

/// A network in training: its compiled steps, its state, its data. Belongs to one thread at a time.
///
/// A step is a function of the state, the seed and the step's number, so a trainer restored from a checkpoint goes on exactly as
/// the one that wrote it. A run with a joint space learns that first, and draws afterwards.
public final class Trainer {
    /// What a step measured, by its stage.
    public enum Measures: Sendable {
        case adversarial(Adversarial)
        case joint(Joint)

        public struct Adversarial: Sendable {
            public var discriminatorLoss: Float
            public var generatorLoss: Float
            /// Mean probability of being real that the discriminator gives to real and to generated images.
            public var realProbability: Float
            public var fakeProbability: Float
        }

        public struct Joint: Sendable {
            public var loss: Float
            /// Mean probability that the encoders give to what belongs together.
            public var agreement: Float
        }
    }

    /// What one step says of itself.
    public struct Report: Sendable {
        /// Steps done, this one included.
        public var step: Int
        public var measures: Measures

        public var discriminatorLoss: Float { adversarial?.discriminatorLoss ?? 0 }
        public var generatorLoss: Float { adversarial?.generatorLoss ?? 0 }

        /// Nil for a step of another stage.
        public var adversarial: Measures.Adversarial? { if case .adversarial(let measures) = measures { measures } else { nil } }

        public var isFinite: Bool {
            switch measures {
            case .adversarial(let measures): measures.discriminatorLoss.isFinite && measures.generatorLoss.isFinite
            case .joint(let measures): measures.loss.isFinite
            }
        }
    }

    public let recipe: Recipe
    public let architecture: Architecture
    public private(set) var settings: Settings
    /// Steps done.
    public private(set) var step = 0
    private let adversarial: AdversarialStage
    private let joint: JointTraining?
    private let parameters: [String: Parameter]
    private let average: Weights
    private let generator: Weights
    private let drawing: Drawing
    private let drawPlan: Plan
    private let measuring: Measuring
    private let measurePlan: Plan
    /// What every sample grid is drawn from: the run's own noise, or fixed pictures of the data, damaged.
    private let samples: SampleInputs
    private let executor: Executor
    private let images: ImageSet
    private let masks: [Mask]

    /// Compiles the steps for `recipe` and sets the starting weights.
    /// - Parameter masks: the user's own, to train on.
    /// - Throws: `MemoryError`, `ConditionError` for data without the classes that the preset is told, `ModalityError` for data without the captions or
    ///   sounds that it learns from.
    public init(_ recipe: Recipe, pairs: PairedSet, masks: [Mask] = [], lanes: Int, progress: (String, Double) -> Void = { _, _ in }) throws {
        let images = pairs.images
        (self.recipe, self.images, self.masks, settings) = (recipe, images, masks, recipe.settings)
        let architecture = recipe.preset.architecture(recipe.settings)
        self.architecture = architecture
        precondition(images.stride == architecture.pixels, "images of \(images.stride) numbers for a network of \(architecture.pixels)")
        let classes: ClassConditions? = if case .classes(let count) = architecture.condition { try ClassConditions(images, classes: count) } else { nil }
        let batch = settings.int("batch"), graph = Graph()
        let space = try architecture.joint.map { try JointTraining.Nodes($0, pairs.learned(recipe.settings), architecture, in: graph, lanes: lanes, progress: progress) }
        let step = AdversarialStep(architecture, in: graph, batch: batch, encoder: space?.step.weights[.image])
        (average, generator) = (step.average, step.generator)
        drawing = Drawing(architecture, step.average, in: graph)
        measuring = Measuring(step, and: space.map { Array($0.step.weights.values) } ?? [], in: graph)
        let layout = StateLayout(graph)
        adversarial = AdversarialStage(architecture, step, images: images, masks: masks, batch: batch, seed: recipe.seed, layout: layout, lanes: lanes)
        adversarial.conditions = classes
        joint = space.map { JointTraining($0, seed: recipe.seed, layout: layout, lanes: lanes) }
        parameters = Self.parameters(of: architecture)
        drawPlan = Plan([drawing.output], layout: layout, lanes: lanes)
        measurePlan = Plan(measuring.outputs, layout: layout, lanes: lanes)
        executor = try Executor(adversarial.plans + (joint?.plans ?? []) + [drawPlan, measurePlan], seed: recipe.seed,
                                work: "training \(recipe.preset.name)", less: "give a smaller --set batch=, now \(batch)")
        samples = SampleInputs(recipe, architecture, images: images, masks: masks)
        setStartingState()
    }

    /// The same for pictures alone.
    public convenience init(_ recipe: Recipe, images: ImageSet, masks: [Mask] = [], lanes: Int) throws {
        try self.init(recipe, pairs: PairedSet(images: images), masks: masks, lanes: lanes)
    }

    private func setStartingState() {
        for (index, parameter) in architecture.networks.flatMap(\.parameters).enumerated() {
            executor.write(parameter.name, parameter.initialValues(seed: recipe.seed, index: index))
        }
        for (average, weight) in zip(average.tensors, generator.tensors) { executor.write(average.name, executor.read(weight.name)) }
        joint?.setStartingState(executor)
    }

    // MARK: Steps

    /// Steps that the run learns its joint space in, before it draws; 0 where it has none.
    public var jointSteps: Int { architecture.joint?.steps ?? 0 }

    /// Whether the next step is one of the joint space's.
    public var isLearningSpace: Bool { step < jointSteps }

    /// The plan of the next step, with everything that it may do.
    public var plan: Plan { isLearningSpace ? joint!.stage.plan : adversarial.plan }

    /// Whether the next step needs `prepare` first.
    public var isPrepared: Bool { joint == nil || isLearningSpace || adversarial.conditions != nil }

    /// Finds out with the learned encoders what the networks are to be told of every picture: some seconds.
    public func prepare(progress: (String, Double) -> Void = { _, _ in }) {
        guard let joint, !isPrepared else { return }
        adversarial.conditions = joint.conditions(executor, progress: progress)
    }

    /// Where texts, sounds and pictures of the data lie; nil before they are known.
    var conditions: JointConditions? { adversarial.conditions as? JointConditions }

    /// Goes on to the stage that draws with the joint space as it is: for those who measure a step of each.
    public func skipLearningSpace() { step = max(step, jointSteps) }

    /// Trains one step. Nothing is allocated in it beyond what `Plan.allocations` says, but by steps with a joint space.
    public func advance() -> Report {
        prepare()
        let measures = isLearningSpace ? joint!.stage.advance(step: step, settings: settings, executor)
            : adversarial.advance(step: step - jointSteps, settings: settings, executor)
        step += 1
        return Report(step: step, measures: measures)
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
        let sequence = sampleConditions
        return samples.grid(of: samplePictures(sequence), architecture, sequence)
    }

    /// PSNR where the fixed pictures are damaged, dB; nil for generators that draw.
    public func sampleFidelity() -> Double? { samples.fidelity(of: samplePictures(sampleConditions), architecture) }

    private func samplePictures(_ sequence: ConditionSequence) -> [Bitmap] {
        pictures(for: samples.given, conditions: samples.conditions ?? sequence.grid(settings.int("samples")))
    }

    /// What samples are drawn for where nobody asks for anything.
    public var sampleConditions: ConditionSequence { ConditionSequence(architecture) { executor.read($0) } }

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
            return pictures(for: noise, conditions: sampleConditions(range)).flatMap(\.pixels)
        }
        let inputs = SampleInputs(recipe, architecture, images: images, masks: masks, count: count)
        return pictures(for: inputs.given, conditions: inputs.conditions ?? []).flatMap(\.pixels)
    }

    /// Lengths of the gradients and whether the weights are numbers. Reads each of them once: some hundredths of a step.
    public func norms() -> Norms {
        executor.run(measurePlan, counter: 0)
        func root(_ square: Tensor, after updates: Int) -> Float {
            // Adam's means start at zero and are that much too small.
            let share = 1 - pow(Double(architecture.adam.beta1), Double(max(1, updates)))
            return executor.first(square, of: measurePlan).squareRoot() / Float(share)
        }
        let drawn = max(0, step - jointSteps)
        return Norms(generatorGradient: root(measuring.generatorGradient, after: drawn / architecture.generatorInterval),
                     discriminatorGradient: root(measuring.discriminatorGradient, after: drawn),
                     areWeightsFinite: measuring.weights.allSatisfy { executor.first($0, of: measurePlan).isFinite })
    }

    // MARK: State

    /// Parameters by every name they or copies of them have: weights, averages, moments.
    private static func parameters(of architecture: Architecture) -> [String: Parameter] {
        var named: [String: Parameter] = [:]
        for parameter in architecture.generator.parameters {
            named[AdversarialStep.averageName + parameter.name.dropFirst(architecture.generator.name.count)] = parameter
        }
        for parameter in architecture.networks.flatMap(\.parameters) {
            for name in [parameter.name, Adam.firstMoment(of: parameter.name), Adam.secondMoment(of: parameter.name)] { named[name] = parameter }
        }
        return named
    }

    /// Everything a run needs to go on, by name, as files hold it.
    public func state() -> [NamedTensor] {
        adversarial.plan.layout.variables.map { variable in
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
        // The encoders may be others now.
        if joint != nil { adversarial.conditions = nil }
    }

    /// Checks all of the variables that `wanted` names before it writes the first.
    private func load(_ state: [NamedTensor], where wanted: (String) -> Bool) throws(CheckpointError) {
        let given = Dictionary(state.map { ($0.name, $0) }) { first, _ in first }
        let variables = adversarial.plan.layout.variables.filter { wanted($0.name) }
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

    /// The kinds of information that the run learns from; empty for a run of pictures alone.
    public var modalities: [Modality] { joint?.modalities ?? [] }

    /// Sounds and captions that could not be used, a line each.
    public var faults: [String] { joint?.faults ?? [] }

    /// Names of the classes that the networks are told; nil for networks that are told none, and for classes without names.
    public var classNames: [String]? { if case .classes = architecture.condition { images.classNames } else { nil } }

    /// Bytes of the arena and of the images in memory.
    public var memory: Int { executor.arenaBytes + images.pixels.count + (joint?.memory ?? 0) }

    /// Seconds of each step of the plan, the best of `repetitions`; the state is spoilt afterwards.
    public func profile(repetitions: Int) -> [Double] { executor.profile(plan, repetitions: repetitions) }
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
