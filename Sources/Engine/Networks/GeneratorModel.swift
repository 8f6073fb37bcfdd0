public import Raster

/// A trained generator by itself: noise in, pictures out.
public final class GeneratorModel {
    private let trained: TrainedGenerator

    public var note: CheckpointNote { trained.note }
    public var architecture: Architecture { trained.architecture }
    /// What pictures are drawn for where nobody asks for anything.
    public var sequence: ConditionSequence { trained.sequence }

    /// Reads the averaged generator of a checkpoint file.
    /// - Throws: `SafetensorsError`, `CheckpointError`, `SettingError`; for a run that repairs instead of drawing too.
    public init(checkpoint path: String, lanes: Int) throws {
        trained = try TrainedGenerator(checkpoint: path, lanes: lanes)
        guard !trained.architecture.repairs else { throw CheckpointError.repairs(path: path, preset: trained.note.preset) }
    }

    /// Noise vectors `range` of the endless sequence that belongs to `seed`: (range.count, Z).
    public func latents(seed: UInt64, _ range: Range<Int>) -> [Float] { Drawing.noise(seed: seed, range, of: architecture) }

    /// What the pictures that `latents` (N, Z) become are told, (N, E), where `vectors` (N, E) are asked for; zeros ask for nothing.
    ///
    /// What `vectors` leave open the noise decides: the same noise and the same vector give the same picture.
    public func conditions(asked vectors: [Float], for latents: [Float]) -> [Float] {
        let (E, Z) = (sequence.extent, architecture.latent)
        precondition(vectors.count == latents.count / Z * E, "\(vectors.count) numbers of \(E) asked for \(latents.count) of \(Z)")
        guard let prior = trained.prior else { return vectors }
        return prior(vectors, choices: (0..<latents.count / Z).map { Self.choice(latents[$0 * Z..<($0 + 1) * Z]) })
    }

    /// The same where every picture is asked for by one vector.
    public func conditions(all vector: [Float], for latents: [Float]) -> [Float] {
        precondition(vector.count == sequence.extent, "a condition of \(vector.count) numbers for networks told \(sequence.extent)")
        return conditions(asked: (0..<latents.count / architecture.latent).flatMap { _ in vector }, for: latents)
    }

    /// A number between 0 and 1 that follows from the noise.
    private static func choice(_ latent: ArraySlice<Float>) -> Double {
        let word = latent.reduce(UInt64(0)) { SeededMixing.word($0, UInt64($1.bitPattern)) }
        return (Double(word >> 40) + 0.5) / Double(1 << 24)
    }

    /// Conditions for the pictures `range` of the endless sequence: in turn, or only the given class; empty where there are none.
    public func conditions(_ range: Range<Int>, only index: Int? = nil) -> [Float] {
        guard case .classes(let count) = architecture.condition, let index else { return sequence(range) }
        let vector = ClassConditions.vector(index, of: count)
        return range.flatMap { _ in vector }
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
        trained.pictures(for: latents, conditions: conditions)
    }
}
