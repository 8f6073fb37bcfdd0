import Raster

/// A generator as a checkpoint holds it, compiled for use: what draws pictures and what repairs them is built on it. Belongs to one thread at a time.
final class TrainedGenerator {
    let note: CheckpointNote
    let architecture: Architecture
    /// What pictures are made for where nobody asks for anything.
    let sequence: ConditionSequence
    /// Of generators that draw what they are told in a joint space.
    let prior: InstancePrior?
    private let plan: Plan
    private let drawing: Drawing
    private let executor: Executor

    /// Reads the averaged generator of a checkpoint file.
    /// - Throws: `SafetensorsError`, `CheckpointError`, `SettingError`, `MemoryError`.
    init(checkpoint path: String, lanes: Int) throws {
        let file = try Safetensors.read(path)
        note = try CheckpointNote(metadata: file.metadata, path: path)
        let preset = try Preset.named(note.preset)
        architecture = preset.architecture(try preset.settings(note.settings))
        if architecture.joint != nil, !architecture.repairs {
            func values(_ name: String) throws(CheckpointError) -> [Float] {
                guard let stored = file[name] else { throw .missing(name) }
                return stored.values
            }
            prior = InstancePrior(keys: try values(JointTraining.keysName), instances: try values(JointTraining.instancesName),
                                  untold: try values(JointTraining.samplesName))
        } else {
            prior = nil
        }
        sequence = ConditionSequence(architecture) { file[$0]?.values ?? [] }
        let graph = Graph()
        let weights = architecture.generator.declare(in: graph, as: AdversarialStep.averageName)
        drawing = Drawing(architecture, weights, in: graph)
        plan = Plan([drawing.output], layout: StateLayout(graph), lanes: lanes)
        executor = try Executor([plan], seed: note.seed, work: path, less: "")
        for (parameter, variable) in zip(architecture.generator.parameters, weights.tensors) {
            guard let stored = file[variable.name] else { throw CheckpointError.missing(variable.name) }
            guard stored.shape == parameter.storedShape.extents else {
                throw CheckpointError.shape(variable.name, expected: parameter.storedShape.extents, found: stored.shape)
            }
            executor.write(variable.name, parameter.loaded(stored.values))
        }
    }

    /// Pictures for what the generator is given and, of conditional networks, (N, E) conditions.
    func pictures(for given: [Float], conditions: [Float]) -> [Bitmap] {
        drawing.pictures(for: given, conditions: conditions, of: architecture, executor, plan)
    }

    /// The same as numbers in -1...1.
    func numbers(for given: [Float], conditions: [Float] = []) -> [Float] {
        drawing.numbers(for: given, conditions: conditions, of: architecture, executor, plan)
    }
}
