public import Raster

/// A trained generator by itself: noise in, pictures out.
public final class GeneratorModel {
    public let note: CheckpointNote
    public let architecture: Architecture
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

    /// Pictures for (N, Z) noise.
    public func pictures(for latents: [Float]) -> [Bitmap] {
        Drawing.inParts(latents, of: architecture) { part in
            executor.write(Drawing.noise, part)
            executor.run(plan, counter: 0)
            return executor.read(drawing.output, of: plan)
        }
    }
}
