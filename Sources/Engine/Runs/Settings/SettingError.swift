package import Raster

/// Why a setting or preset is refused: what, where, what to do, in one line.
package enum SettingError: UserError, Equatable {
    case unknown(String, nearest: [String])
    case unknownPreset(String, all: [String])
    case notAValue(Setting, text: String)
    case notAPair(String)
    case outOfRange(Setting, SettingValue)
    case notLive(Setting)
    case notOfPreset(Setting, has: [String])
    /// A value that the preset cannot take: why, and what it takes.
    case unfit(preset: String, setting: String, value: SettingValue, why: String, fitting: Suggestion)
    case batchBeyondData(Int, data: String, images: Int)
    case otherChannels(data: String, channels: Int, wanted: Int)
    /// bf16 on a processor without instructions for it.
    case noInstructions(Setting, machine: String)
    /// Settings that contradict each other: why, and what would work.
    case contradiction(String, why: String, suggestion: Suggestion)

    package var isUsage: Bool { true }

    package var location: String? {
        switch self {
        case .unknown(let name, _), .unknownPreset(let name, _), .notAPair(let name): name
        case .outOfRange(let setting, _), .notLive(let setting), .notOfPreset(let setting, _),
            .notAValue(let setting, _), .noInstructions(let setting, _):
            setting.name
        case .unfit(_, let setting, _, _, _), .contradiction(let setting, _, _): setting
        case .batchBeyondData: "batch_size"
        case .otherChannels: "channels"
        }
    }

    package var what: String {
        switch self {
        case .unknown: "no setting has this name"
        case .unknownPreset: "no preset has this name"
        case .notAValue(let setting, let text):
            "'\(text)' is not \(setting.valueInWords)"
        case .notAPair: "not of the form name=value"
        case .outOfRange(let setting, let value):
            "\(value.text) is out of range"
                + (setting.isWhole && value.number != value.number.rounded() ? ": it must be a whole number" : "")
        case .notLive: "cannot change while the run trains"
        case .notOfPreset: "this preset does not have it"
        case .unfit(let preset, _, let value, let why, _): "the preset \(preset) does not take \(value.text): \(why)"
        case .batchBeyondData(let batch, let data, let images):
            "a batch of \(batch) is larger than \(data) with its \(images) images"
        case .otherChannels(let data, let channels, let wanted):
            "the images of \(data) are \(Self.colours(channels)), the run expects \(Self.colours(wanted))"
        case .noInstructions(_, let machine):
            "\(machine) has no instructions for bf16 (AVX512-BF16), without which it is slower than fp32"
        case .contradiction(_, let why, _): why
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .unknown(_, let nearest):
            nearest.isEmpty ? "\(.listSettings)" : Suggestion(Spelling.question(nearest))
        case .unknownPreset(let name, let all):
            Suggestion(
                Spelling.question(
                    Spelling.nearest(to: name, among: all), else: "the presets are \(all.joined(separator: ", "))"))
        case .notAValue(let setting, _): "give \(setting.allowed)"
        case .notAPair: "\(.writePair(example: "batch_size=64"))"
        case .outOfRange(let setting, _): "give \(setting.allowed)"
        case .notLive: "start a new run with it"
        case .notOfPreset(_, let names): "it has \(names.joined(separator: ", "))"
        case .unfit(_, _, _, _, let fitting): fitting
        case .batchBeyondData(_, _, let images):
            images < 2 ? "use data of two images or more" : "\(.setAtMost("batch_size", images)), or give more images"
        case .otherChannels(_, let channels, _): "\(.set("channels", to: String(channels)))"
        case .noInstructions:
            "\(.set("precision", to: "fp32")), or \(.set("precision", to: "auto")) for bf16 where it is faster"
        case .contradiction(_, _, let suggestion): suggestion
        }
    }

    private static func colours(_ channels: Int) -> String {
        switch channels {
        case 1: "grey (1 channel)"
        case 4: "in colour with transparency (4 channels)"
        default: "in colour (\(channels) channels)"
        }
    }
}

extension Setting {
    fileprivate var valueInWords: String {
        switch domain {
        case .flag: "true or false"
        case .size: "a number or a size"
        case .word: "one of its values"
        default: "a number"
        }
    }
}
