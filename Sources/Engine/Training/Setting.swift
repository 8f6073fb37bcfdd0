public import Raster

/// A number that a preset leaves to the user. Help, error lines and `run.toml` come from this one table.
public struct Setting: Sendable, Equatable {
    public let name: String
    public let meaning: String
    public let range: ClosedRange<Double>
    public let isWhole: Bool
    /// May change while the run trains.
    public let isLive: Bool

    private init(_ name: String, _ meaning: String, _ range: ClosedRange<Double>, whole: Bool = false, live: Bool = false) {
        (self.name, self.meaning, self.range, isWhole, isLive) = (name, meaning, range, whole, live)
    }

    public static let all: [Setting] = [
        Setting("size", "pixels along each side of an image", 4...256, whole: true),
        Setting("channels", "1 for grey, 3 for colour", 1...3, whole: true),
        Setting("classes", "classes that the data has, for presets that are told them", 2...256, whole: true),
        Setting("latent", "extent of the noise vector", 1...4096, whole: true),
        Setting("width", "feature maps at the largest size", 4...512, whole: true),
        Setting("batch", "images in a step", 2...4096, whole: true),
        Setting("rate", "learning rate of both networks", 1e-8...1),
        Setting("generator.rate", "learning rate of the generator", 0...1, live: true),
        Setting("discriminator.rate", "learning rate of the discriminator", 0...1, live: true),
        Setting("discriminator.penalty", "weight of the penalty on the discriminator's gradients", 0...1000, live: true),
        Setting("discriminator.penalty.every", "steps between two with that penalty, which is then that many times as heavy", 1...64, whole: true),
        Setting("discriminator.penalty.halving", "steps in which that penalty falls to half, down to a tenth of it; 0 for one that stays", 0...1_000_000, live: true),
        Setting("discriminator.mismatch", "weight of telling apart real pictures that are told right and wrong", 0...1000, live: true),
        Setting("generator.alignment", "weight of drawing what the space's encoder of pictures takes for what was told", 0...1000, live: true),
        Setting("generator.every", "steps of the discriminator for one of the generator", 1...64, whole: true),
        Setting("joint.steps", "steps that first bring texts, sounds and pictures into one space", 1...1_000_000, whole: true),
        Setting("joint.batch", "pictures in such a step", 2...4096, whole: true),
        Setting("joint.rate", "learning rate of such steps", 0...1, live: true),
        Setting("joint.texts", "1 to learn from captions; 0 to leave them out", 0...1, whole: true),
        Setting("joint.sounds", "1 to learn from sounds; 0 to leave them out", 0...1, whole: true),
        Setting("augment", "1 to change images at random before the discriminator sees them, for small data; 0 not to", 0...1, whole: true),
        Setting("generator.pixels", "weight of the differences of pixels in what a generator repairs", 0...1000, live: true),
        Setting("generator.features", "weight of the differences of the discriminator's features there", 0...1000, live: true),
        Setting("generator.adversary", "weight of the discriminator's verdict there: more is sharper and further from the truth", 0...1000, live: true),
        Setting("average", "decay of the averaged weights that samples are drawn with", 0...0.999999, live: true),
        Setting("samples", "images in the sample grid", 1...256, whole: true),
        Setting("report.every", "steps between two points of the event log", 1...1_000_000, whole: true, live: true),
        Setting("sample.every", "steps between two sample grids", 1...1_000_000, whole: true, live: true),
        Setting("checkpoint.every", "steps between two checkpoints", 1...1_000_000, whole: true, live: true),
        Setting("score.every", "steps between two scores of samples against held-out data; 0 for none", 0...1_000_000, whole: true, live: true),
        Setting("score.samples", "samples that such a score is taken of", 256...100_000, whole: true),
        Setting("rollbacks", "times that a run that diverges is taken back to its last good checkpoint, with lower rates", 0...100, whole: true, live: true),
    ] + DamageKind.allCases.map { Setting($0.setting, "how often a repair network trains on this: \($0.meaning)", 0...1000, live: true) }

    public static func named(_ name: String) throws(SettingError) -> Setting {
        guard let setting = all.first(where: { $0.name == name }) else {
            throw .unknown(name, nearest: Spelling.nearest(to: name, among: all.map(\.name)))
        }
        return setting
    }

    /// The value, if it is one of this setting's.
    public func checked(_ value: Double) throws(SettingError) -> Double {
        guard range.contains(value), !isWhole || value == value.rounded(), name != "channels" || value != 2 else {
            throw .outOfRange(self, value)
        }
        return value
    }
}

/// Values of settings by name: what the user gave over what the preset suggests.
public struct Settings: Sendable, Equatable {
    public private(set) var values: [String: Double]

    /// The defaults with `given` on top. `rate` goes to both networks, except where one has its own.
    public init(defaults: [String: Double], given: [String: Double]) throws(SettingError) {
        values = defaults
        for (name, value) in given { values[name] = try Setting.named(name).checked(value) }
        if let rate = values.removeValue(forKey: "rate") {
            for name in ["generator.rate", "discriminator.rate"] {
                if given[name] == nil, given["rate"] != nil || values[name] == nil { values[name] = rate }
            }
        }
    }

    /// The value of a setting that the preset has.
    public subscript(name: String) -> Double {
        guard let value = values[name] else { preconditionFailure("the preset has no setting named \(name)") }
        return value
    }

    public func int(_ name: String) -> Int { Int(self[name]) }

    /// Changes a setting of a run that trains.
    public mutating func change(_ name: String, to value: Double) throws(SettingError) {
        let setting = try Setting.named(name)
        guard setting.isLive else { throw .notLive(setting) }
        guard values[name] != nil else { throw .notOfPreset(setting, has: live.keys.sorted()) }
        values[name] = try setting.checked(value)
    }

    /// Those that may change while the run trains.
    public var live: [String: Double] { values.filter { name, _ in Setting.all.contains { $0.name == name && $0.isLive } } }
}

/// What can be wrong with a setting or a preset's name.
public enum SettingError: UserError, Equatable {
    case unknown(String, nearest: [String])
    case unknownPreset(String, nearest: [String])
    case notANumber(String, text: String)
    case notAPair(String)
    case outOfRange(Setting, Double)
    case notLive(Setting)
    case notOfPreset(Setting, has: [String])
    case unfit(preset: String, setting: String, value: Double, fitting: [Int])
    case batchBeyondData(Int, data: String, pictures: Int)
    case otherColours(data: String, channels: Int, wanted: Int)
    /// Settings that cannot both be meant; the words say why, and what would work.
    case contradiction(String, why: String, remedy: String)

    public var isUsage: Bool { true }

    public var place: String? {
        switch self {
        case .unknown(let name, _), .unknownPreset(let name, _), .notANumber(let name, _), .notAPair(let name): name
        case .outOfRange(let setting, _), .notLive(let setting), .notOfPreset(let setting, _): setting.name
        case .unfit(_, let setting, _, _), .contradiction(let setting, _, _): setting
        case .batchBeyondData: "batch"
        case .otherColours: "channels"
        }
    }

    public var what: String {
        switch self {
        case .unknown: "no setting has this name"
        case .unknownPreset: "no preset has this name"
        case .notANumber(_, let text): "'\(text)' is not a number"
        case .notAPair: "not of the form name=value"
        case .outOfRange(let setting, let value):
            "\(value.short) is out of range" + (setting.isWhole && value != value.rounded() ? ": it must be a whole number" : "")
        case .notLive: "cannot change while the run trains"
        case .notOfPreset: "this preset does not have it"
        case .unfit(let preset, _, let value, _): "the preset \(preset) does not take \(value.short)"
        case .batchBeyondData(let batch, let data, let pictures): "a batch of \(batch) is larger than \(data) with its \(pictures) pictures"
        case .otherColours(let data, let channels, let wanted):
            "the pictures of \(data) are \(Self.colours(channels)), the run's are to be \(Self.colours(wanted))"
        case .contradiction(_, let why, _): why
        }
    }

    public var remedy: String {
        switch self {
        case .unknown(_, let nearest): nearest.isEmpty ? "`tessera train --help` lists them" : "the nearest are \(nearest.joined(separator: ", "))"
        case .unknownPreset(_, let nearest): "the presets are \(nearest.joined(separator: ", "))"
        case .notANumber(let name, _): "write \(name)=NUMBER"
        case .notAPair: "write --set name=value, for example --set batch=64"
        case .outOfRange(let setting, _):
            setting.name == "channels" ? "give 1 or 3" : "give \(setting.range.lowerBound.short) to \(setting.range.upperBound.short)"
        case .notLive: "start a new run with it"
        case .notOfPreset(_, let names): "it has \(names.joined(separator: ", "))"
        case .unfit(_, _, _, let fitting): "give one of \(fitting.map(String.init).joined(separator: ", "))"
        case .batchBeyondData(_, _, let pictures):
            pictures < 2 ? "use data of two pictures or more" : "give --set batch=\(pictures) or less, or more pictures"
        case .otherColours(_, let channels, _): "give --set channels=\(channels)"
        case .contradiction(_, _, let remedy): remedy
        }
    }
}

extension SettingError {
    fileprivate static func colours(_ channels: Int) -> String { channels == 1 ? "grey (1 channel)" : "in colour (\(channels) channels)" }
}

extension Double {
    /// Without a fraction where there is none, and without a zero before an exponent.
    package var short: String {
        self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self).replacing("e-0", with: "e-")
    }
}
