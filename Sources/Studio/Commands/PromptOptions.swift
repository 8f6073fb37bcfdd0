import ArgumentParser
import Conditioning
import Raster

/// A prompt: text, sound and image; shared by `generate`, `search` and `repair`.
struct PromptOptions: ParsableArguments {
    @Option(help: "Text prompt (default: none).")
    var text: String?

    @Option(
        help: ArgumentHelp("Audio prompt: a sound file, e.g. of a spoken word (default: none).", valueName: "file"),
        completion: .file())
    var audio: String?

    @Option(
        help: ArgumentHelp("Image prompt: a file of \(ImageFormat.names) (default: none).", valueName: "file"),
        completion: .file())
    var image: String?

    @Option(help: ArgumentHelp("Weights of the parts (default: 1 each), e.g. text=1,audio=0.5.", valueName: "list"))
    var weights: String?

    var isEmpty: Bool { text == nil && audio == nil && image == nil }

    /// Options that change nothing.
    var idle: [IneffectiveOption.Row] { [.init("--weights", weights != nil, if: isEmpty, "there is no prompt")] }

    /// The prompt of these options.
    /// - Throws: `ModalityError.invalidWeight`.
    func prompt() throws(ModalityError) -> SamplePrompt {
        var prompt = SamplePrompt()
        (prompt.text, prompt.sound, prompt.image) = (text, audio, image.map { .file($0) })
        if let weights { prompt.weights = try Query.weights(weights) }
        return prompt
    }

    /// The embedding of the prompt; nil for an empty prompt.
    /// - Throws: `ModalityError`, `AudioError`, `ImageError`.
    func vector(_ encoder: MultimodalEncoder) throws -> [Float]? {
        isEmpty ? nil : try encoder.vector(of: try prompt().query(side: encoder.imageShape.size.longSide))
    }
}

/// The prompt at the end of an interpolation.
struct PromptEndOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Text prompt at the end (default: none).", valueName: "text"))
    var toText: String?

    @Option(help: ArgumentHelp("Audio prompt at the end: a sound file (default: none).", valueName: "file"))
    var toAudio: String?

    @Option(help: ArgumentHelp("Image prompt at the end: an image file (default: none).", valueName: "file"))
    var toImage: String?

    @Option(help: ArgumentHelp("Weights of the parts at the end (default: 1 each).", valueName: "list"))
    var toWeights: String?

    /// Options that change nothing.
    var idle: [IneffectiveOption.Row] {
        let isEmpty = toText == nil && toAudio == nil && toImage == nil
        return [.init("--to-weights", toWeights != nil, if: isEmpty, "there is no prompt at the end")]
    }

    /// The prompt of these options; empty for none.
    /// - Throws: `ModalityError.invalidWeight`.
    func prompt() throws(ModalityError) -> SamplePrompt {
        var prompt = SamplePrompt()
        (prompt.text, prompt.sound, prompt.image) = (toText, toAudio, toImage.map { .file($0) })
        if let toWeights { prompt.weights = try Query.weights(toWeights) }
        return prompt
    }
}
