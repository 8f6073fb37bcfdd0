import Glibc
import Numerics

/// The generated sound of a shapes image: each trait is one audible property.
///
/// Shape is timbre, colour is pitch (random in grey images), size is the number of notes, column is the glide of the pitch (falling,
/// constant, rising), row is the loudest part of a note. Less than a second long, between 190 and 4,300 Hz. Tuning, tempo and noise
/// vary with the take.
package struct SceneAudio {
    let traits: SceneTraits
    let take: Int

    package init(traits: SceneTraits, take: Int) { (self.traits, self.take) = (traits, take) }

    /// The takes of training images and of test images.
    package static let trained = 0..<4, heldOut = 4..<6

    /// Multiples of the pitch with their amplitudes.
    private static func partials(of shape: Outline) -> [(multiple: Double, amplitude: Double)] {
        switch shape {
        case .disc: [(1, 1)]
        case .ring: [(1, 0.6), (2, 1)]
        case .crescent: [(1, 1), (1.06, 0.9)]
        case .triangle: [(1, 1), (3, 0.5), (5, 0.25)]
        case .square: [(1, 1), (2, 0.8), (3, 0.7), (4, 0.6), (5, 0.5), (6, 0.4)]
        case .hexagon: [(1, 0.4), (4, 1), (5, 0.8)]
        case .cross: [(1, 1), (1.5, 0.9)]
        case .star: [(1, 1), (2.76, 0.8), (5.4, 0.6)]
        }
    }

    /// The whole sound at `rate` samples a second.
    package func clip(rate: Int = AudioClip.standardRate) -> AudioClip { reading(seconds: .infinity, rate: rate).clip }

    /// At most the first `seconds`.
    func reading(seconds: Double, rate: Int = AudioClip.standardRate) -> AudioClip.Reading {
        let values = [
            traits.shape.rawValue, traits.colour?.rawValue ?? -1, traits.size.rawValue, traits.position.rawValue,
        ]
        let seed = values.reduce(UInt64(take)) { SplitMix64.word($0, UInt64(bitPattern: Int64($1))) }
        var random = SplitMix64.Sequence(seed: seed)
        func vary(_ range: ClosedRange<Float>) -> Double { Double(random.uniform(range)) }
        let tuning = vary(-0.3...0.3), tempo = vary(0.85...1.15), noise = vary(0.002...0.02), loudness = vary(0.3...0.7)
        let silence = vary(0...0.08), anyNote = vary(0...7)
        // Three semitones apart, which a spectrum of few bands resolves.
        let note = 3 * (traits.colour.map { Double($0.rawValue) } ?? anyNote) + tuning
        let pitch = 220 * pow(2, note / 12)
        let notes = traits.size.rawValue + 1
        let length = 0.72 / Double(notes) * tempo, whole = silence + length * Double(notes)
        let partials = Self.partials(of: traits.shape)
        let total = partials.reduce(0) { $0 + $1.amplitude }
        let samples = (0..<Int(min(whole, seconds) * Double(rate))).map { i -> Float in
            let time = Double(i) / Double(rate) - silence
            let hiss = noise * Double(random.uniform(-1...1))
            guard time >= 0 else { return Float(hiss) }
            let part = (time / length).truncatingRemainder(dividingBy: 1)
            let turns = pitch * length * phase(part)
            let tone = partials.reduce(0) { $0 + $1.amplitude * sin(2 * .pi * $1.multiple * turns) } / total
            return Float(loudness * envelope(part) * tone + hiss)
        }
        return AudioClip.Reading(clip: AudioClip(samples: samples, rate: rate), wholeDuration: whole)
    }

    /// Periods since the note began, in units of pitch and length: the integral of a pitch that glides over five semitones.
    private func phase(_ part: Double) -> Double {
        let glide = Double(traits.position.column) * 5 / 12 * log(2)
        guard glide != 0 else { return part }
        return (exp(glide * (part - 0.5)) - exp(-glide * 0.5)) / glide
    }

    /// Loudness within a note, 0...1: decaying, constant or rising, with soft edges.
    private func envelope(_ part: Double) -> Double {
        let edge = min(1, min(part, 1 - part) * 25)
        let shape =
            switch traits.position.row {
            case -1: exp(-4 * part)
            case 0: 0.8
            default: exp(-4 * (1 - part))
            }
        return edge * shape
    }
}
