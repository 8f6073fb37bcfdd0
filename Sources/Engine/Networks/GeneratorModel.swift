public import Raster

/// A trained generator by itself: noise in, pictures out.
public final class GeneratorModel {
    public let note: CheckpointNote
    public let architecture: Architecture
    private let plan: Plan
    private let output: Tensor
    private let executor: Executor
    private static let noise = "noise", condition = "condition"
    private static let batch = 64
    private static let stream: UInt32 = 1 << 30

    /// Reads the averaged generator of a checkpoint file.
    /// - Throws: `SafetensorsError`, `CheckpointError`, `SettingError`.
    public init(checkpoint path: String, lanes: Int) throws {
        let file = try Safetensors.read(path)
        note = try CheckpointNote(metadata: file.metadata, path: path)
        let preset = try Preset.named(note.preset)
        architecture = preset.architecture(try preset.settings(note.settings))
        let graph = Graph()
        let weights = architecture.generator.declare(in: graph, as: AdversarialStep.averageName)
        let told = architecture.condition.map { graph.input(Self.condition, [Self.batch, $0.extent]) }
        output = architecture.generator(graph.input(Self.noise, [Self.batch, architecture.latent]), weights, condition: told)
        plan = Plan([output], layout: StateLayout(graph), lanes: lanes)
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
    public func latents(seed: UInt64, _ range: Range<Int>) -> [Float] {
        range.flatMap { index in CounterRandom(seed: seed, stream: Self.stream, counter: UInt64(index)).normals(architecture.latent) }
    }

    /// Conditions for the pictures `range` of the endless sequence: the classes in turn, or only the given one; empty where there are none.
    public func conditions(_ range: Range<Int>, only index: Int? = nil) -> [Float] {
        guard case .classes(let count) = architecture.condition else { return [] }
        guard let index else { return ClassConditions.inTurn(range, classes: count) }
        return range.flatMap { _ in ClassConditions.vector(index, of: count) }
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
        let Z = architecture.latent, E = architecture.condition?.extent ?? 0
        precondition(latents.count % Z == 0, "\(latents.count) numbers are no whole number of vectors of \(Z)")
        precondition(conditions.count == latents.count / Z * E, "\(conditions.count) numbers for conditions of \(E)")
        return stride(from: 0, to: latents.count / Z, by: Self.batch).flatMap { first in
            let count = min(Self.batch, latents.count / Z - first)
            let part = Array(latents[first * Z..<(first + count) * Z])
            executor.write(Self.noise, part + [Float](repeating: 0, count: (Self.batch - count) * Z))
            if E > 0 {
                let told = Array(conditions[first * E..<(first + count) * E])
                executor.write(Self.condition, told + [Float](repeating: 0, count: (Self.batch - count) * E))
            }
            executor.run(plan, counter: 0)
            return Pixels.bitmaps(Array(executor.read(output, of: plan).prefix(count * architecture.pixels)), architecture)
        }
    }
}
