import ArgumentParser
import Engine
import Raster

/// What a picture is asked for by; shared by `generate` and `search`.
struct PromptOptions: ParsableArguments {
    @Option(help: "A text.")
    var text: String?

    @Option(help: ArgumentHelp("A sound file, a spoken word for example.", valueName: "file"))
    var audio: String?

    @Option(help: ArgumentHelp("A PNG or JPEG file.", valueName: "file"))
    var image: String?

    @Option(help: ArgumentHelp("How much each of them counts, 1 where nothing is said: text=1,audio=0.5.", valueName: "list"))
    var weights: String?

    var isEmpty: Bool { text == nil && audio == nil && image == nil }

    /// The vector that is asked for; nil where nothing is.
    /// - Throws: `ModalityError`, `SoundError`, `PictureError`.
    func vector(_ model: JointModel) throws -> [Float]? {
        guard !isEmpty else { return nil }
        var query = Query()
        query.weights = try weights.map { words throws(ModalityError) in try Query.weights(words) } ?? [:]
        query.text = text
        if let audio {
            (query.sound, query.soundName) = (try SoundClip.read(audio, seconds: Query.mostSeconds).clip, audio)
        }
        if let image { query.picture = try Self.picture(image, model) }
        return try model.vector(of: query)
    }

    private static func picture(_ path: String, _ model: JointModel) throws -> Bitmap {
        let side = model.pictureShape.height
        let contents = try Picture.read(path, enough: (side, side))
        return contents.alpha.map { contents.bitmap.composited(alpha: $0, over: (0, 0, 0)) } ?? contents.bitmap
    }
}
