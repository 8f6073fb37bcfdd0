public import Raster

/// The encoders of a trained run by themselves: texts, sounds and pictures in, vectors of the joint space out. Belongs to one thread at
/// a time.
public final class JointModel {
    public let note: CheckpointNote
    public let space: JointSpace
    /// The kinds that the run has learned from.
    public let modalities: [Modality]
    /// Changes with the encoders: which run's space a vector belongs to, eight hexadecimal digits.
    public let fingerprint: String
    private let path: String
    private let architecture: Architecture
    private let encoder: JointEncoder
    private let plans: [Modality: Plan]
    private let executor: Executor
    private let known: KnownFeatures
    private let logMel: LogMel

    /// Bytes of a text at most.
    public static let longestText = 10_000

    /// Reads the encoders of a checkpoint file.
    /// - Throws: `ModalityError` for a run without a joint space, or one that is still learning it; `SafetensorsError`, `CheckpointError`,
    ///   `SettingError`.
    public init(checkpoint path: String, lanes: Int) throws {
        let file = try Safetensors.read(path)
        note = try CheckpointNote(metadata: file.metadata, path: path)
        let preset = try Preset.named(note.preset)
        architecture = preset.architecture(try preset.settings(note.settings))
        guard let space = architecture.joint else { throw ModalityError.unsteered(preset: note.preset) }
        guard note.step >= space.steps else { throw ModalityError.unlearned(run: path, step: note.step, needed: space.steps) }
        (self.space, self.path, modalities) = (space, path, note.modalities ?? [.text, .image])
        let graph = Graph()
        let weights = Dictionary(uniqueKeysWithValues: Modality.allCases.map { ($0, space[$0].declare(in: graph)) })
        encoder = JointEncoder(space, weights, pixels: architecture.pixels, in: graph)
        plans = encoder.plans(StateLayout(graph), lanes: lanes)
        executor = try Executor(Array(plans.values), seed: note.seed, work: path, less: "")
        var mixed: UInt64 = 0
        for parameter in space.networks.flatMap(\.parameters) {
            guard let stored = file[parameter.name] else { throw CheckpointError.missing(parameter.name) }
            guard stored.shape == parameter.storedShape.extents else {
                throw CheckpointError.shape(parameter.name, expected: parameter.storedShape.extents, found: stored.shape)
            }
            executor.write(parameter.name, parameter.loaded(stored.values))
            mixed = stored.values.reduce(mixed) { SeededMixing.word($0, UInt64($1.bitPattern)) }
        }
        let digits = String(mixed & 0xFFFF_FFFF, radix: 16)
        fingerprint = String(repeating: "0", count: 8 - digits.count) + digits
        guard let places = file[JointTraining.knownName]?.values, places.count == KnownFeatures.extent else {
            throw CheckpointError.missing(JointTraining.knownName)
        }
        known = KnownFeatures(places: places)
        logMel = LogMel(lanes: lanes)
    }

    /// Pictures as the encoder takes them: height, width and channels.
    public var pictureShape: (height: Int, width: Int, channels: Int) { (architecture.height, architecture.width, architecture.channels) }

    /// The vector of a text.
    /// - Throws: `ModalityError` for texts without words, beyond all length, or of words the run has never met.
    public func vector(text: String) throws(ModalityError) -> [Float] {
        try checkKnown(.text)
        guard text.utf8.count <= Self.longestText else { throw .tooLong(bytes: text.utf8.count, most: Self.longestText) }
        let words = NormalisedText(text)
        guard !words.isEmpty else { throw .emptyText }
        let features = TextFeatures(words), known = known
        var share: Float = 0
        let vector = encoder.vectors(.text, 1, executor, plans) { _, target in share = features.write(to: &target, at: 0, known: known) }
        guard share > Self.leastKnown else { throw .unknownWords(text) }
        return vector
    }

    /// Share of a text that must be known: `KnownFeatures` takes a few for known that are not.
    private static let leastKnown: Float = 0.05

    /// Vectors of many texts, (count, E); what is unknown in them is left out.
    func vectors(texts: [String]) -> [Float] {
        let known = known
        return encoder.vectors(.text, texts.count, executor, plans) { range, target in
            for (row, index) in range.enumerated() {
                TextFeatures(NormalisedText(texts[index])).write(to: &target, at: row * TextFeatures.extent, known: known)
            }
        }
    }

    /// The vector of a sound; errors call it `name`.
    /// - Throws: `ModalityError` for silence, and for a run that knows no sounds.
    public func vector(sound clip: SoundClip, name: String) throws(ModalityError) -> [Float] {
        try checkKnown(.audio)
        return vectors(of: [try Spectrogram(clip, name: name, logMel)])
    }

    /// The picture of a sound that the encoder looks at.
    func spectrogram(of clip: SoundClip, name: String) throws(ModalityError) -> Spectrogram { try Spectrogram(clip, name: name, logMel) }

    /// Vectors of many sounds, (count, E).
    func vectors(of spectrograms: [Spectrogram]) -> [Float] {
        encoder.vectors(.audio, spectrograms.count, executor, plans) { range, target in
            for (row, index) in range.enumerated() {
                for (place, value) in spectrograms[index].values.enumerated() { target[row * Spectrogram.count + place] = value }
            }
        }
    }

    /// The vector of a picture of any size: its middle square, in the run's size and colours.
    public func vector(picture: Bitmap) -> [Float] {
        let sized = picture.square(side: architecture.height).with(channels: architecture.channels)
        return vectors(of: ImageSet(name: "picture", height: sized.height, width: sized.width, channels: sized.channels, pixels: sized.pixels))
    }

    /// Vectors of many pictures of the run's size, (count, E).
    public func vectors(of images: ImageSet, progress: (Double) -> Void = { _ in }) -> [Float] {
        precondition(images.stride == architecture.pixels, "pictures of \(images.stride) numbers for an encoder of \(architecture.pixels)")
        return encoder.vectors(of: images, executor, plans, progress: progress)
    }

    private func checkKnown(_ modality: Modality) throws(ModalityError) {
        guard modalities.contains(modality) else { throw .never(modality, run: path) }
    }
}
