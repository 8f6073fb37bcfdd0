/// The metadata of a checkpoint, stored in the safetensors header: the file alone is enough to generate images and to resume.
///
/// It does not depend on time or machine, so that equal runs write equal bytes.
package struct CheckpointMetadata: Sendable, Equatable {
    package var preset: String
    package var data: String
    package var seed: UInt64
    package var step: Int
    package var settings: [String: SettingValue]
    /// How pictures of other proportions were brought to the run's size.
    package var fit = ImageFit.crop
    /// The score of the best checkpoint; nil for any other.
    package var score: ScorePoint?
    /// Class names, for class-conditional networks.
    package var classes: [String]?
    /// The modalities of contrastive pretraining, for multimodal networks.
    package var modalities: [Modality]?

    package init(
        preset: String, data: String, seed: UInt64, step: Int, settings: [String: SettingValue],
        fit: ImageFit = .crop, classes: [String]? = nil,
        modalities: [Modality]? = nil
    ) {
        (self.preset, self.data, self.seed, self.step, self.settings) = (preset, data, seed, step, settings)
        (self.fit, self.classes, self.modalities) = (fit, classes, modalities)
    }

    private static let format = "tessera-1"
    private static let prefix = "setting."
    private static let scorePrefix = "score.", samplesKey = "score.samples"

    package var metadata: [String: String] {
        var metadata = [
            "format": Self.format, "preset": preset, "data": data, "seed": String(seed), "step": String(step),
        ]
        for (name, value) in settings { metadata[Self.prefix + name] = value.text }
        if let score {
            metadata[Self.scorePrefix + score.measure.rawValue] = String(score.value)
            metadata[Self.samplesKey] = String(score.samples)
        }
        if fit != .crop { metadata["fit"] = fit.rawValue }
        metadata["classes"] = classes?.joined(separator: "\n")
        metadata["modalities"] = modalities?.map(\.rawValue).joined(separator: "\n")
        return metadata
    }

    /// Reads the metadata of a safetensors file.
    /// - Throws: `CheckpointError.foreign` for a file of another program, and for a setting that this version does not have.
    package init(metadata: [String: String], path: String) throws(CheckpointError) {
        guard metadata["format"] == Self.format, let preset = metadata["preset"], let data = metadata["data"],
            let seed = metadata["seed"].flatMap(UInt64.init), let step = metadata["step"].flatMap(Int.init), step >= 0
        else {
            throw .foreign(path)
        }
        guard let fit = ImageFit(rawValue: metadata["fit"] ?? ImageFit.crop.rawValue) else { throw .foreign(path) }
        var settings: [String: SettingValue] = [:]
        for (key, text) in metadata where key.hasPrefix(Self.prefix) {
            let name = String(key.dropFirst(Self.prefix.count))
            guard let value = try? Setting.named(name).parsed(text) else { throw .foreign(path) }
            settings[name] = value
        }
        self.init(
            preset: preset, data: data, seed: seed, step: step, settings: settings, fit: fit,
            classes: metadata["classes"].map {
                $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            },
            modalities: metadata["modalities"].map {
                $0.split(separator: "\n").compactMap { Modality(rawValue: String($0)) }
            })
        guard let samples = metadata[Self.samplesKey].flatMap(Int.init) else { return }
        for measure in ScorePoint.Measure.allCases {
            guard let value = metadata[Self.scorePrefix + measure.rawValue].flatMap(Double.init) else { continue }
            score = ScorePoint(step: step, measure, value, samples: samples)
        }
    }
}
