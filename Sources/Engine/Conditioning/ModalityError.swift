package import Raster
package import Runs

/// A fault of a prompt, or of the text, audio and images to train on.
package enum ModalityError: UserError, Equatable {
    /// The data has images only.
    case noPairs(data: String)
    /// The preset has no embedding space.
    case notConditional(preset: String)
    /// The checkpoint is from before the end of pretraining.
    case notPretrained(run: String, step: Int, needed: Int)
    /// The run was not trained on this modality.
    case untrained(Modality, run: String)
    case emptyText
    case tooLong(bytes: Int, limit: Int)
    case unknownWords(String)
    case silent(String)
    case invalidWeight(String, reason: String)
    case noPrompt

    package var isUsage: Bool {
        switch self {
        case .notConditional, .emptyText, .tooLong, .unknownWords, .invalidWeight, .noPrompt: true
        case .noPairs, .notPretrained, .untrained, .silent: false
        }
    }

    package var location: String? {
        switch self {
        case .noPairs(let data): data
        case .notConditional(let preset): preset
        case .notPretrained(let run, _, _), .untrained(_, let run): run
        case .emptyText, .tooLong, .noPrompt: nil
        case .unknownWords(let text): text.count > 60 ? text.prefix(60) + "…" : text
        case .silent(let name): name
        case .invalidWeight(let text, _): text
        }
    }

    package var what: String {
        switch self {
        case .noPairs: "has images only, and this preset trains on captions or audio"
        case .notConditional: "has no support for text, audio or image prompts"
        case .notPretrained(_, let step, let needed):
            "this checkpoint is of step \(step), and the pretraining of its encoders ends at step \(needed)"
        case .untrained(let modality, _): "its data had no \(modality == .text ? "captions" : "audio")"
        case .emptyText: "the text has no words"
        case .tooLong(let bytes, _): "the text is \(bytes) bytes long"
        case .unknownWords: "no part of this text occurs in the run's captions"
        case .silent: "the audio is silent"
        case .invalidWeight(_, let reason): reason
        case .noPrompt: "no prompt"
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .noPairs: "\(.addCaptions), or \(.train(preset: "modern"))"
        case .notConditional:
            "\(.clearPrompt), or \(.train(preset: "multimodal")) (to generate) or conditional-repair"
        case .notPretrained:
            "train the run further, or \(.writeCheckpoint)"
        case .untrained(let modality, _):
            "\(.leaveOut(modality == .text ? .text : .audio)), or train on data that has some"
        case .emptyText: "give a few words, as in the captions"
        case .tooLong(_, let limit): "give at most \(limit)"
        case .unknownWords: "use the captions' words, in their language"
        case .silent: "give audio with at least a word"
        case .invalidWeight: "\(.weights(example: "text=1,audio=0.5"))"
        case .noPrompt: "\(.prompt)"
        }
    }
}
