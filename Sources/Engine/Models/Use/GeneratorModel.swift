package import Conditioning
import Numerics
package import Raster
package import Runs

/// A trained generator by itself: noise in, images out.
package final class GeneratorModel {
    private let trained: TrainedGenerator

    package var note: CheckpointMetadata { trained.note }
    package var generator: Generator { trained.generator }
    /// What images are conditioned on where the user gives no prompt.
    package var sequence: ConditionSequence { trained.sequence }

    /// The averaged generator of a checkpoint.
    /// - Throws: `CheckpointError`, `MemoryError`; for a run that repairs instead of generating too.
    package init(_ checkpoint: OpenedCheckpoint, threads: Int) throws {
        trained = try checkpoint.trainedGenerator(threads: threads)
        guard !trained.generator.repairs else {
            throw CheckpointError.repairs(path: checkpoint.path, preset: trained.note.preset)
        }
    }

    /// The same from a checkpoint file.
    /// - Throws: `SafetensorsError`, `SettingError` besides.
    package convenience init(checkpoint path: String, threads: Int) throws {
        try self.init(OpenedCheckpoint(path), threads: threads)
    }

    /// Noise vectors `range` of the endless sequence that belongs to `seed`: (range.count, Z).
    package func latents(seed: UInt64, _ range: Range<Int>) -> [Float] {
        Sampler.noise(seed: seed, range, size: generator.latentDim)
    }

    /// The conditions (N, E) of images from `latents` (N, Z) for the prompts' embeddings (N, E), zeros for no prompt.
    ///
    /// The noise decides what a prompt leaves open: the same noise and the same embedding give the same image.
    package func conditions(prompts vectors: [Float], for latents: [Float]) -> [Float] {
        let (E, Z) = (sequence.size, generator.latentDim)
        precondition(
            vectors.count == latents.count / Z * E, "\(vectors.count) values of \(E) for \(latents.count) of \(Z)")
        guard let instances = trained.instances else { return vectors }
        return instances(vectors, choices: (0..<latents.count / Z).map { Self.choice(latents[$0 * Z..<($0 + 1) * Z]) })
    }

    /// The same with one prompt for every image.
    package func conditions(all vector: [Float], for latents: [Float]) -> [Float] {
        precondition(
            vector.count == sequence.size,
            "a condition of \(vector.count) values for networks that take \(sequence.size)")
        return conditions(prompts: (0..<latents.count / generator.latentDim).flatMap { _ in vector }, for: latents)
    }

    /// A number between 0 and 1 that follows from the noise.
    private static func choice(_ latent: ArraySlice<Float>) -> Double {
        let word = latent.reduce(UInt64(0)) { SplitMix64.word($0, UInt64($1.bitPattern)) }
        return (Double(word >> 40) + 0.5) / Double(1 << 24)
    }

    /// Conditions for the images `range` of the endless sequence: in turn, or only the given class; empty where there are none.
    package func conditions(_ range: Range<Int>, only index: Int? = nil) -> [Float] {
        guard case .classes(let count) = generator.condition, let index else { return sequence(range) }
        let vector = ClassConditions.vector(index, of: count)
        return range.flatMap { _ in vector }
    }

    /// The index of a class, by its name in any case or its number.
    /// - Throws: `ConditionError` for a run without classes, or without this one.
    package func classIndex(_ name: String) throws(ConditionError) -> Int {
        guard case .classes(let count) = generator.condition else { throw .unconditional(preset: note.preset) }
        let names = note.classes ?? (0..<count).map(String.init)
        if let index = names.firstIndex(where: { $0.lowercased() == name.lowercased() }) { return index }
        if let index = Int(name), 0..<count ~= index { return index }
        throw .unknownClass(name, names: names)
    }

    /// Images for (N, Z) noise and, of conditional networks, (N, E) conditions.
    package func images(for latents: [Float], conditions: [Float] = []) -> [Bitmap] {
        trained.images(for: latents, conditions: conditions)
    }
}
