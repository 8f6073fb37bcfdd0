public import Raster

/// What a checkpoint says about the run it belongs to, kept as the file's own metadata: the file alone is enough to draw
/// from, and to go on from.
///
/// Nothing here depends on the clock or the machine, so that equal runs write equal bytes.
public struct CheckpointNote: Sendable, Equatable {
    public var preset: String
    public var data: String
    public var seed: UInt64
    public var step: Int
    public var settings: [String: Double]
    /// The score that made it the best, and the samples it was taken of; nil for any other.
    public var score: ScorePoint?
    /// Names of the classes, for networks that are told them.
    public var classes: [String]?
    /// The kinds of information that a run with a joint space has learned from.
    public var modalities: [Modality]?

    public init(preset: String, data: String, seed: UInt64, step: Int, settings: [String: Double], classes: [String]? = nil,
                modalities: [Modality]? = nil) {
        (self.preset, self.data, self.seed, self.step, self.settings) = (preset, data, seed, step, settings)
        (self.classes, self.modalities) = (classes, modalities)
    }

    private static let format = "tessera-1"
    private static let prefix = "setting."
    private static let scoreKey = "score.frechet", samplesKey = "score.samples"

    public var metadata: [String: String] {
        var metadata = ["format": Self.format, "preset": preset, "data": data, "seed": String(seed), "step": String(step)]
        for (name, value) in settings { metadata[Self.prefix + name] = String(value) }
        if let score { (metadata[Self.scoreKey], metadata[Self.samplesKey]) = (String(score.frechet), String(score.samples)) }
        metadata["classes"] = classes?.joined(separator: "\n")
        metadata["modalities"] = modalities?.map(\.rawValue).joined(separator: "\n")
        return metadata
    }

    /// Reads the note of a safetensors file.
    /// - Throws: `CheckpointError.foreign` for a file that another program wrote.
    public init(metadata: [String: String], path: String) throws(CheckpointError) {
        guard metadata["format"] == Self.format, let preset = metadata["preset"], let data = metadata["data"],
              let seed = metadata["seed"].flatMap(UInt64.init), let step = metadata["step"].flatMap(Int.init), step >= 0 else {
            throw .foreign(path)
        }
        var settings: [String: Double] = [:]
        for (key, text) in metadata where key.hasPrefix(Self.prefix) {
            guard let value = Double(text) else { throw .foreign(path) }
            settings[String(key.dropFirst(Self.prefix.count))] = value
        }
        self.init(preset: preset, data: data, seed: seed, step: step, settings: settings,
                  classes: metadata["classes"].map { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) },
                  modalities: metadata["modalities"].map { $0.split(separator: "\n").compactMap { Modality(rawValue: String($0)) } })
        if let frechet = metadata[Self.scoreKey].flatMap(Double.init), let samples = metadata[Self.samplesKey].flatMap(Int.init) {
            score = ScorePoint(step: step, frechet: frechet, samples: samples)
        }
    }
}

/// What can be wrong with a checkpoint that is a whole safetensors file.
public enum CheckpointError: UserError, Equatable {
    case foreign(String)
    case missing(String)
    case shape(String, expected: [Int], found: [Int])
    case otherPreset(path: String, found: String, expected: String)
    case none(run: String)
    case noneNamed(String, run: String, has: [String])
    case notANumber(path: String)
    /// A run that repairs where one that draws is wanted, and the other way round.
    case repairs(path: String, preset: String)
    case draws(path: String, preset: String)

    public var place: String? {
        switch self {
        case .foreign(let path), .otherPreset(let path, _, _), .repairs(let path, _), .draws(let path, _): path
        case .missing(let name), .shape(let name, _, _): name
        case .none(let run), .noneNamed(_, let run, _): run
        case .notANumber(let path): path
        }
    }

    public var what: String {
        switch self {
        case .foreign: "not a checkpoint of Tessera"
        case .missing: "the checkpoint lacks this tensor"
        case .shape(_, let expected, let found): "the checkpoint has shape \(found) here, the network \(expected)"
        case .otherPreset(_, let found, let expected): "belongs to preset \(found), not \(expected)"
        case .none: "no whole checkpoint"
        case .noneNamed(let name, _, _): "no whole checkpoint called \(name)"
        case .notANumber: "holds weights that are no numbers"
        case .repairs(_, let preset): "a run of preset \(preset) repairs pictures and draws none"
        case .draws(_, let preset): "a run of preset \(preset) draws pictures and repairs none"
        }
    }

    public var remedy: String {
        switch self {
        case .foreign: "name a run folder, or a file of its checkpoints folder"
        case .missing, .shape: "it is of another network: use the run it was written by"
        case .otherPreset(_, let found, _): "leave out --preset, or give --preset \(found)"
        case .none: "train it first"
        case .noneNamed(_, _, let has): has.isEmpty ? "train it first" : "it has \(has.joined(separator: ", "))"
        case .notANumber: "use an earlier one"
        case .repairs: "use it with `tessera repair PICTURE --method RUN`, or name a run that draws"
        case .draws: "train one that does with --preset repair"
        }
    }
}
