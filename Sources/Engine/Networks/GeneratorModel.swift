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
        trained.pictures(for: latents, conditions: conditions)
    }
}
