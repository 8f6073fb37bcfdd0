public import Raster

/// What a picture is asked for by: a text, a sound, a picture, any of them, each with a weight.
public struct Query: Sendable {
    public var text: String?
    public var sound: SoundClip?
    /// What errors call the sound.
    public var soundName = "sound"
    public var picture: Bitmap?
    /// 1 where nothing is said; 0 leaves the part out.
    public var weights: [Modality: Float] = [:]

    /// Seconds of a sound that are looked at.
    public static let mostSeconds = Spectrogram.mostSeconds

    public init() {}

    public var isEmpty: Bool { text == nil && sound == nil && picture == nil }

    /// Reads weights written as `text=1,audio=0.5`.
    /// - Throws: `ModalityError.weight`.
    public static func weights(_ words: String) throws(ModalityError) -> [Modality: Float] {
        var weights: [Modality: Float] = [:]
        for part in words.split(separator: ",", omittingEmptySubsequences: false) {
            let pair = part.split(separator: "=", omittingEmptySubsequences: false).map { $0.trimmingPrefix { $0 == " " } }
            guard pair.count == 2, let modality = Modality(rawValue: String(pair[0])) else {
                throw .weight(String(part), reason: "not one of \(Modality.allCases.map(\.rawValue).joined(separator: ", ")) with a number")
            }
            guard let value = Float(pair[1]), value.isFinite, value >= 0 else { throw .weight(String(part), reason: "the weight is no number from 0 up") }
            weights[modality] = value
        }
        return weights
    }
}

extension JointModel {
    /// The vector that `query` asks for: the weighted mean of its parts', brought to length 1.
    /// - Throws: `ModalityError` for parts that the run knows nothing of, and for an empty query.
    public func vector(of query: Query) throws(ModalityError) -> [Float] {
        var parts: [(vector: ArraySlice<Float>, weight: Float)] = []
        func add(_ modality: Modality, _ vector: [Float]) { parts.append((vector[...], query.weights[modality] ?? 1)) }
        if let text = query.text { add(.text, try vector(text: text)) }
        if let sound = query.sound { add(.audio, try vector(sound: sound, name: query.soundName)) }
        if let picture = query.picture { add(.image, vector(picture: picture)) }
        guard parts.contains(where: { $0.weight > 0 }) else { throw .noPrompt }
        return Mixture.vector(parts)
    }
}
