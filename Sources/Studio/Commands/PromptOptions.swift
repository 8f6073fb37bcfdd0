import ArgumentParser
import Conditioning
import Datasets
import Networks
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

    /// The embedding of the prompt; nil for an empty prompt.
    /// - Throws: `ModalityError`, `AudioError`, `ImageError`.
    func vector(_ encoder: MultimodalEncoder) throws -> [Float]? {
        guard !isEmpty else { return nil }
        var query = Query()
        query.weights = try weights.map { words throws(ModalityError) in try Query.weights(words) } ?? [:]
        query.text = text
        if let audio {
            (query.sound, query.soundName) = (try AudioClip.read(audio, seconds: Query.maxSeconds).clip, audio)
        }
        if let image { query.image = try Self.image(image, encoder) }
        return try encoder.vector(of: query)
    }

    private static func image(_ path: String, _ encoder: MultimodalEncoder) throws -> Bitmap {
        let side = encoder.imageShape.size.longSide
        let contents = try ImageFile.read(path, displaySize: (side, side))
        return contents.alpha.map { contents.bitmap.composited(alpha: $0, over: (0, 0, 0)) } ?? contents.bitmap
    }
}
