import Conditioning
import Datasets
package import Raster
package import Runs

/// What samples are conditioned on: a text, a sound, an image, or any of them together, each with a weight.
package struct SamplePrompt: Sendable, Equatable {
    package var text: String?
    /// The path of a sound file.
    package var sound: String?
    package var image: ImagePrompt?
    /// From 0 up, 1 for a modality that is not given; 0 leaves the part out.
    package var weights: [Modality: Float] = [:]

    /// An image that samples should resemble.
    package enum ImagePrompt: Sendable, Equatable {
        case file(String)
        case sample(Bitmap, number: Int)
    }

    package init() {}

    package var isEmpty: Bool { parts.isEmpty }

    /// The modalities of the prompt.
    package var parts: [Modality] {
        [(Modality.text, text != nil), (.audio, sound != nil), (.image, image != nil)].filter(\.1).map(\.0)
    }

    /// The prompt without one modality.
    package func ablating(_ part: Modality) -> SamplePrompt {
        var prompt = self
        switch part {
        case .text: prompt.text = nil
        case .audio: prompt.sound = nil
        case .image: prompt.image = nil
        }
        return prompt
    }

    /// The prompt, then the prompt without each of its modalities.
    package var ablations: [SamplePrompt] { [self] + parts.map(ablating) }

    /// One part as the screen shows it.
    package func name(_ part: Modality) -> String {
        switch part {
        case .text: text ?? ""
        case .audio: sound.map(Self.fileName) ?? ""
        case .image:
            switch image {
            case .file(let path): Self.fileName(path)
            case .sample(_, let number): "sample \(number)"
            case nil: ""
            }
        }
    }

    /// The weight of a part, as `Query.weights` parses it; nil for 1.
    package func weight(_ part: Modality) -> String? {
        guard let weight = weights[part], weight != 1 else { return nil }
        return weight == weight.rounded() && weight < 1e6 ? String(Int(weight)) : String(weight)
    }

    /// The weights of its parts that are not 1, e.g. `text=1,audio=0.5`; nil for none.
    package var weightsText: String? {
        let unequal = parts.compactMap { part in weight(part).map { "\(part.rawValue)=\($0)" } }
        return unequal.isEmpty ? nil : unequal.joined(separator: ",")
    }

    /// The parts in one line, e.g. `a boot, word.wav, sample 2`; empty for none.
    package var summary: String { parts.map(name).joined(separator: ", ") }

    private static func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The query of the encoders; reads the files.
    /// - Throws: `AudioError`, `ImageError`.
    func query(side: Int) throws -> Query {
        var query = Query()
        (query.text, query.weights) = (text, weights)
        if let sound {
            (query.sound, query.soundName) = (try AudioClip.read(sound, seconds: Query.maxSeconds).clip, sound)
        }
        switch image {
        case .file(let path):
            let contents = try ImageFile.read(path, displaySize: (side, side))
            query.image =
                contents.alpha.map { contents.bitmap.composited(alpha: $0, over: (0, 0, 0)) } ?? contents.bitmap
        case .sample(let bitmap, _): query.image = bitmap
        case nil: break
        }
        return query
    }
}
