public import Raster

/// A trained generator by itself: noise in, pictures out.
public final class GeneratorModel {
    public let note: CheckpointNote
    public let architecture: Architecture
    /// What pictures are drawn for where nobody asks for anything.
    public let sequence: ConditionSequence
    private let plan: Plan
    private let drawing: Drawing
    private let executor: Executor

    /// Reads the averaged generator of a checkpoint file.
    /// - Throws: `SafetensorsError`, `CheckpointError`, `SettingError`.
    public init(checkpoint path: String, lanes: Int) throws {
        let file = try Safetensors.read(path)
        note = try CheckpointNote(metadata: file.metadata, path: path)
        let preset = try Preset.named(note.preset)
        architecture = preset.architecture(try preset.settings(note.settings))
        if architecture.joint != nil, file[JointTraining.samplesName] == nil { throw CheckpointError.missing(JointTraining.samplesName) }
        sequence = ConditionSequence(architecture) { file[$0]?.values ?? [] }
        let graph = Graph()
        let weights = architecture.generator.declare(in: graph, as: AdversarialStep.averageName)
        drawing = Drawing(architecture, weights, in: graph)
        plan = Plan([drawing.output], layout: StateLayout(graph), lanes: lanes)
        executor = Executor([plan], seed: note.seed)
        for (parameter, variable) in zip(architecture.generator.parameters, weights.tensors) {
            guard let stored = file[variable.name] else { throw CheckpointError.missing(variable.name) }
            guard stored.shape == parameter.storedShape.extents else {
                throw CheckpointError.shape(variable.name, expected: parameter.storedShape.extents, found: stored.shape)
            }
            executor.write(variable.name, parameter.loaded(stored.values))
        }
    }

    /// Noise vectors `range` of the endless sequence that belongs to `seed`: (range.count, Z).
    public func latents(seed: UInt64, _ range: Range<Int>) -> [Float] { Drawing.noise(seed: seed, range, of: architecture) }

    /// Conditions for `count` pictures, each the given one: a class by its index, or a vector; zeros ask for nothing.
    public func conditions(_ count: Int, all vector: [Float]) -> [Float] {
        precondition(vector.count == sequence.extent, "a condition of \(vector.count) numbers for networks told \(sequence.extent)")
        return (0..<count).flatMap { _ in vector }
    }

    /// Conditions for the pictures `range` of the endless sequence: in turn, or only the given class; empty where there are none.
    public func conditions(_ range: Range<Int>, only index: Int? = nil) -> [Float] {
        guard case .classes(let count) = architecture.condition, let index else { return sequence(range) }
        return conditions(range.count, all: ClassConditions.vector(index, of: count))
    }

    /// The class that `name` means: a class's name in any case, or its number.
    /// - Throws: `ConditionError` for a run without classes, or without this one.
    public func classIndex(_ name: String) throws(ConditionError) -> Int {
        guard case .classes(let count) = architecture.condition else { throw .unconditional(preset: note.preset) }
        let names = note.classes ?? (0..<count).map(String.init)
        if let index = names.firstIndex(where: { $0.lowercased() == name.lowercased() }) { return index }
        if let index = Int(name), 0..<count ~= index { return index }
        throw .unknownClass(name, names: names)
    }

    /// Pictures for (N, Z) noise and, of conditional networks, (N, E) conditions.
    public func pictures(for latents: [Float], conditions: [Float] = []) -> [Bitmap] {
        drawing.pictures(for: latents, conditions: conditions, of: architecture, executor, plan)
    }
}
