package import Datasets

/// The audio encoder's input: a log-mel spectrogram of fixed size, time down, frequency to the right.
///
/// 0 is 60 dB or more below the sound's maximum, 1 the maximum, so that gain and surrounding silence have no effect.
package struct Spectrogram: Sendable, Equatable {
    /// Steps of 20 ms, and mel bands.
    package static let steps = 128, bands = LogMel.bands
    package static let count = steps * bands
    private static let framesPerStep = 2
    /// Decibels.
    private static let dynamicRange: Float = 60
    /// The loudness that marks onset and end of a sound.
    private static let threshold: Float = 0.35
    /// Steps before the onset and after the end; silence where the recording has none.
    private static let margin = 3
    /// Longer sounds are sped up by at most this factor, then cut.
    private static let maxSpeed: Float = 1.6
    /// Seconds of a sound that are used.
    package static let maxSeconds = 20.0

    /// (steps, bands), 0 to 1.
    package let values: [Float]

    /// - Throws: `ModalityError.silent` for a sound without a sample above 0.0001, or with one that is not finite.
    package init(_ clip: AudioClip, name: String, _ logMel: LogMel) throws(ModalityError) {
        let samples = Array(clip.samples.prefix(Int(Self.maxSeconds) * LogMel.rate))
        guard samples.contains(where: { abs($0) > 1e-4 }), samples.allSatisfy(\.isFinite) else { throw .silent(name) }
        values = Self.fitted(Self.loudness(logMel.decibels(of: samples)))
    }

    /// The values as 0...255.
    var bytes: [UInt8] { values.map { UInt8($0 * 255 + 0.5) } }

    /// Decibels (T, B) as loudness (T / 2, B), 0 to 1, relative to the maximum.
    static func loudness(_ decibels: [Float]) -> [Float] {
        let peak = decibels.max() ?? 0
        let frames = decibels.count / bands
        return (0..<(frames + framesPerStep - 1) / framesPerStep).flatMap { step in
            (0..<bands).map { band in
                let part = (step * framesPerStep..<min((step + 1) * framesPerStep, frames)).map {
                    decibels[$0 * bands + band]
                }
                return max(0, 1 + (part.reduce(0, +) / Float(part.count) - peak) / dynamicRange)
            }
        }
    }

    /// The part from onset to end, in the fixed number of steps.
    private static func fitted(_ loudness: [Float]) -> [Float] {
        let count = loudness.count / bands
        func isLoud(_ step: Int) -> Bool { loudness[step * bands..<(step + 1) * bands].contains { $0 > threshold } }
        // The onset is always at the same step, whatever silence is before it.
        let first = ((0..<count).first(where: isLoud) ?? 0) - margin
        let last = min(count - 1, ((0..<count).last(where: isLoud) ?? count - 1) + margin)
        let speed = min(maxSpeed, max(1, Float(last - first + 1) / Float(steps)))
        var values = [Float](repeating: 0, count: Self.count)
        for step in 0..<steps {
            let position = Float(first) + Float(step) * speed
            guard Int(position) <= last else { break }
            guard position >= 0 else { continue }
            let (low, fraction) = (Int(position), position - position.rounded(.down))
            let high = min(low + 1, last)
            for band in 0..<bands {
                values[step * bands + band] =
                    loudness[low * bands + band] * (1 - fraction)
                    + loudness[high * bands + band] * fraction
            }
        }
        return values
    }
}
