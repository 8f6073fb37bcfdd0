package import Datasets
package import Raster
package import Runs

/// A query or prompt of text, audio and an image: any of them, each with a weight.
package struct Query: Sendable {
    package var text: String?
    package var sound: AudioClip?
    /// The sound's name in errors.
    package var soundName = "sound"
    package var image: Bitmap?
    /// From 0 up, 1 for a modality that is not given; 0 leaves the part out.
    package var weights: [Modality: Float] = [:]

    /// Seconds of a sound that are used.
    package static let maxSeconds = Spectrogram.maxSeconds

    package init() {}

    package var isEmpty: Bool { text == nil && sound == nil && image == nil }

    /// Parses weights like `text=1,audio=0.5`.
    /// - Throws: `ModalityError.invalidWeight`.
    package static func weights(_ text: String) throws(ModalityError) -> [Modality: Float] {
        var weights: [Modality: Float] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let pair = part.split(separator: "=", omittingEmptySubsequences: false)
                .map { $0.trimmingPrefix { $0 == " " } }
            guard pair.count == 2, let modality = Modality(rawValue: String(pair[0])) else {
                let names = Modality.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalidWeight(String(part), reason: "not one of \(names) with a number")
            }
            guard let value = Float(pair[1]), value.isFinite, value >= 0 else {
                throw .invalidWeight(String(part), reason: "the weight is not a number from 0 up")
            }
            weights[modality] = value
        }
        return weights
    }
}

extension MultimodalEncoder {
    /// The embedding of `query`: the weighted mean of its parts' embeddings, brought to length 1.
    /// - Throws: `ModalityError` for parts that the run was not trained on, and for an empty query.
    package func vector(of query: Query) throws(ModalityError) -> [Float] {
        var parts: [(vector: ArraySlice<Float>, weight: Float)] = []
        func add(_ modality: Modality, _ vector: [Float]) {
            parts.append((vector[...], query.weights[modality] ?? 1))
        }
        if let text = query.text { add(.text, try vector(text: text)) }
        if let sound = query.sound { add(.audio, try vector(sound: sound, name: query.soundName)) }
        if let image = query.image { add(.image, vector(image: image)) }
        guard parts.contains(where: { $0.weight > 0 }) else { throw .noPrompt }
        return ConditionMixture.vector(parts)
    }
}
