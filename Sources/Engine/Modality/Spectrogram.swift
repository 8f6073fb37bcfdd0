/// A sound as the encoder sees it: a picture of fixed size, time down, pitch to the right.
///
/// 0 is 60 dB below the sound's loudest place or less, 1 the loudest place, so that neither gain nor silence around it matters.
public struct Spectrogram: Sendable, Equatable {
    /// Steps of 20 ms, and bands.
    public static let steps = 128, bands = LogMel.bands
    static let count = steps * bands
    /// Frames that become one step.
    private static let joined = 2
    private static let range: Float = 60
    /// Loudness from which on a sound is taken to have begun.
    private static let begun: Float = 0.35
    /// Steps that are kept before and after that; silence where the sound has no more.
    private static let lead = 3
    /// Longer sounds are played faster, at most so much; what is still too long is cut off.
    private static let fastest: Float = 1.6
    /// Seconds that are looked at.
    static let mostSeconds = 20.0

    /// (steps, bands), 0 to 1.
    public let values: [Float]

    /// - Throws: `ModalityError.silent` for a sound in which nothing is to be heard.
    package init(_ clip: SoundClip, name: String, _ logMel: LogMel) throws(ModalityError) {
        let samples = Array(clip.samples.prefix(Int(Self.mostSeconds) * LogMel.rate))
        guard samples.contains(where: { abs($0) > 1e-4 }), samples.allSatisfy(\.isFinite) else { throw .silent(name) }
        values = Self.fitted(Self.loudness(logMel.decibels(of: samples)))
    }

    /// The values as 0...255.
    var bytes: [UInt8] { values.map { UInt8($0 * 255 + 0.5) } }

    init(values: [Float]) {
        precondition(values.count == Self.count, "\(values.count) values")
        self.values = values
    }

    /// Decibels (T, B) as loudness (T / 2, B) relative to the loudest place.
    static func loudness(_ decibels: [Float]) -> [Float] {
        let peak = decibels.max() ?? 0
        let frames = decibels.count / bands
        return (0..<(frames + joined - 1) / joined).flatMap { step in
            (0..<bands).map { band in
                let part = (step * joined..<min((step + 1) * joined, frames)).map { decibels[$0 * bands + band] }
                return max(0, 1 + (part.reduce(0, +) / Float(part.count) - peak) / range)
            }
        }
    }

    /// The part that sounds, in the fixed number of steps.
    private static func fitted(_ loudness: [Float]) -> [Float] {
        let count = loudness.count / bands
        func isLoud(_ step: Int) -> Bool { loudness[step * bands..<(step + 1) * bands].contains { $0 > begun } }
        // Always at the same step, however much silence there is before it.
        let first = ((0..<count).first(where: isLoud) ?? 0) - lead
        let last = min(count - 1, ((0..<count).last(where: isLoud) ?? count - 1) + lead)
        let speed = min(fastest, max(1, Float(last - first + 1) / Float(steps)))
        var values = [Float](repeating: 0, count: Self.count)
        for step in 0..<steps {
            let place = Float(first) + Float(step) * speed
            guard Int(place) <= last else { break }
            guard place >= 0 else { continue }
            let (low, share) = (Int(place), place - place.rounded(.down))
            let high = min(low + 1, last)
            for band in 0..<bands {
                values[step * bands + band] = loudness[low * bands + band] * (1 - share) + loudness[high * bands + band] * share
            }
        }
        return values
    }
}
