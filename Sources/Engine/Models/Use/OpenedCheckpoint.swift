package import Conditioning
package import Networks
package import Runs

/// A checkpoint file, opened: what it says of its run, the model that it belongs to, and its tensors.
///
/// Generating, evaluating, searching, repairing, resuming and the studio all open checkpoints here.
package struct OpenedCheckpoint: Sendable {
    package let path: String
    package let note: CheckpointMetadata
    package let preset: Preset
    package let settings: Settings
    package let model: any Model
    private let file: Safetensors.File?

    /// Reads the whole file.
    /// - Throws: `SafetensorsError`; `CheckpointError`, `SettingError` for a file of another program or an unknown preset.
    package init(_ path: String) throws {
        let file = try Safetensors.read(path)
        try self.init(path, metadata: file.metadata, file)
    }

    /// Reads what the file says of its run, no tensors: some kilobytes.
    /// - Throws: as `init(_:)`.
    package static func header(_ path: String) throws -> OpenedCheckpoint {
        try OpenedCheckpoint(path, metadata: Safetensors.readHeader(path).metadata, nil)
    }

    private init(_ path: String, metadata: [String: String], _ file: Safetensors.File?) throws {
        (self.path, self.file) = (path, file)
        note = try CheckpointMetadata(metadata: metadata, path: path)
        preset = try Preset.named(note.preset)
        settings = try preset.settings(note.settings)
        model = preset.model(settings)
    }

    /// Checks that it belongs to a run of `expected`.
    /// - Throws: `CheckpointError.otherPreset`.
    package func check(_ expected: Preset) throws(CheckpointError) {
        guard preset.name == expected.name else {
            throw .otherPreset(path: path, found: preset.name, expected: expected.name)
        }
    }

    /// Every tensor, as in the file.
    package var tensors: [NamedTensor] { file?.tensors ?? [] }

    /// The values of one tensor, as in the file.
    /// - Throws: `CheckpointError.missing`.
    package func values(_ name: String) throws(CheckpointError) -> [Float] {
        guard let tensor = file?[name] else { throw .missing(name) }
        return tensor.values
    }

    /// The values of a network's parameter, as the network holds them.
    /// - Parameter name: its name in the file, which differs from the parameter's for averaged weights.
    /// - Throws: `CheckpointError` where it is missing or of another shape.
    package func values(of parameter: Parameter, as name: String) throws(CheckpointError) -> [Float] {
        guard let tensor = file?[name] else { throw .missing(name) }
        guard tensor.shape == parameter.storedShape.dimensions else {
            throw .shape(name, expected: parameter.storedShape.dimensions, found: tensor.shape)
        }
        return parameter.loaded(tensor.values)
    }

    /// The values that samples are generated with: averaged ones where the run keeps an average, else the weights.
    func sampleValues(of parameter: Parameter, _ network: Network) throws(CheckpointError) -> [Float] {
        let averaged = TrainingGraph.averagedName(network) + parameter.name.dropFirst(network.name.count)
        return try values(of: parameter, as: file?[averaged] == nil ? parameter.name : averaged)
    }

    /// The averaged generator, compiled for use.
    /// - Throws: `CheckpointError`, `MemoryError`.
    package func trainedGenerator(threads: Int) throws -> TrainedGenerator {
        try TrainedGenerator(self, threads: threads)
    }

    /// The encoders of the run's embedding space.
    /// - Throws: `ModalityError` for a run without one, or one that still trains it; `CheckpointError`, `MemoryError`.
    package func multimodalEncoder(threads: Int) throws -> MultimodalEncoder {
        guard let conditioned = model as? any EmbeddingConditioned else {
            throw ModalityError.notConditional(preset: note.preset)
        }
        guard note.step >= settings.pretrainingSteps else {
            throw ModalityError.notPretrained(run: path, step: note.step, needed: settings.pretrainingSteps)
        }
        return try MultimodalEncoder(
            conditioned.space, modalities: note.modalities ?? [.text, .image], path: path, seed: note.seed,
            fit: note.fit,
            bloomFilter: values(EmbeddingPreparation.Variable.bloomFilter), threads: threads
        ) { parameter in
            try values(of: parameter, as: parameter.name)
        }
    }

    /// What samples are conditioned on where the user gives no prompt.
    package var sampleConditions: ConditionSequence {
        ConditionSequence(model.generator) { (try? values($0)) ?? [] }
    }
}
