public import Raster

/// A trained generator by itself: noise in, pictures out.
public final class GeneratorModel {
    public let note: CheckpointNote
    public let architecture: Architecture
    private let plan: Plan
    private let output: Tensor
    private let executor: Executor
    private static let noise = "noise"
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
        output = architecture.generator(graph.input(Self.noise, [Self.batch, architecture.latent]), weights)
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

    /// Pictures for (N, Z) noise.
    public func pictures(for latents: [Float]) -> [Bitmap] {
        let Z = architecture.latent
        precondition(latents.count % Z == 0, "\(latents.count) numbers are no whole number of vectors of \(Z)")
        return stride(from: 0, to: latents.count / Z, by: Self.batch).flatMap { first in
            let count = min(Self.batch, latents.count / Z - first)
            let part = Array(latents[first * Z..<(first + count) * Z])
            executor.write(Self.noise, part + [Float](repeating: 0, count: (Self.batch - count) * Z))
            executor.run(plan, counter: 0)
            return Pixels.bitmaps(Array(executor.read(output, of: plan).prefix(count * architecture.pixels)), architecture)
        }
    }
}
