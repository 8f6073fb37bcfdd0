public import Raster

/// What can be wrong with text, sounds and pictures that steer a run, or with data to learn them from.
public enum ModalityError: UserError, Equatable {
    /// The data has pictures only.
    case noPairs(data: String)
    /// The run draws and searches without conditions of this kind.
    case unsteered(preset: String)
    /// The run has learned no joint space yet.
    case unlearned(run: String, step: Int, needed: Int)
    case never(Modality, run: String)
    case emptyText
    case tooLong(bytes: Int, most: Int)
    case unknownWords(String)
    case silent(String)
    case weight(String, reason: String)
    case noPrompt

    public var isUsage: Bool {
        switch self {
        case .unsteered, .emptyText, .tooLong, .unknownWords, .weight, .noPrompt: true
        case .noPairs, .unlearned, .never, .silent: false
        }
    }

    public var place: String? {
        switch self {
        case .noPairs(let data): data
        case .unsteered(let preset): preset
        case .unlearned(let run, _, _), .never(_, let run): run
        case .emptyText, .tooLong, .noPrompt: nil
        case .unknownWords(let text): text.count > 60 ? text.prefix(60) + "…" : text
        case .silent(let name): name
        case .weight(let text, _): text
        }
    }

    public var what: String {
        switch self {
        case .noPairs: "has pictures only, no captions and no sounds, and this preset learns from them"
        case .unsteered: "knows neither texts nor sounds"
        case .unlearned(_, let step, let needed): "stands at step \(step), and knows texts, sounds and pictures from step \(needed) on"
        case .never(let modality, _): "its data had no \(modality == .text ? "captions" : "sounds"), so it knows none"
        case .emptyText: "the text has no words"
        case .tooLong(let bytes, _): "the text is \(bytes) bytes long"
        case .unknownWords: "nothing of this text occurs in the run's captions"
        case .silent: "nothing is to be heard in this sound"
        case .weight(_, let reason): reason
        case .noPrompt: "nothing to look for"
        }
    }

    public var remedy: String {
        switch self {
        case .noPairs: "make pairs of it with `tessera data pair`, or train with --preset modern"
        case .unsteered: "leave out --text, --audio and --image, or train with --preset multimodal (to draw) or told-repair"
        case .unlearned: "train on with `tessera train --resume`"
        case .never(let modality, _): "leave out --\(modality.rawValue), or train on data that has some"
        case .emptyText: "give a few words, as in the captions"
        case .tooLong(_, let most): "give at most \(most)"
        case .unknownWords: "use the captions' words, in their language"
        case .silent: "give a sound of a word or more"
        case .weight: "write it like --weights text=1,audio=0.5"
        case .noPrompt: "give --text, --audio or --image"
        }
    }
}
