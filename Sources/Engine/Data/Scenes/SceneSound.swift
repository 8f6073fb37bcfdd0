import Glibc

/// The sound of a drawn picture: each trait is one quality that ears tell apart.
///
/// Shape is timbre, colour is pitch (in grey pictures any), extent the number of strokes, the column a tone that falls,
/// stays or rises, the row where in a stroke it is loudest. Less than a second long, between 190 and 4,300 Hz.
/// Tuning, tempo and noise vary from take to take.
package struct SceneSound {
    let traits: SceneTraits
    let take: Int

    package init(traits: SceneTraits, take: Int) { (self.traits, self.take) = (traits, take) }

    /// Takes made for training, and those that only test pictures have.
    package static let trained = 0..<4, heldOut = 4..<6

    /// Part by part: a multiple of the pitch, and how strong it is.
    private static func partials(of shape: Outline) -> [(multiple: Double, strength: Double)] {
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

    /// The sound, `rate` samples a second.
    package func clip(rate: Int = SoundClip.standardRate) -> SoundClip { reading(seconds: .infinity, rate: rate).clip }

    /// The first `seconds` of it.
    func reading(seconds: Double, rate: Int = SoundClip.standardRate) -> SoundClip.Reading {
        let numbers = [traits.shape.rawValue, traits.colour?.rawValue ?? -1, traits.extent.rawValue, traits.place.rawValue]
        let seed = numbers.reduce(UInt64(take)) { SeededMixing.word($0, UInt64(bitPattern: Int64($1))) }
        var random = SeededMixing.Sequence(seed: seed)
        func vary(_ range: ClosedRange<Float>) -> Double { Double(random.uniform(range)) }
        let tuning = vary(-0.3...0.3), tempo = vary(0.85...1.15), noise = vary(0.002...0.02), loudness = vary(0.3...0.7)
        let silence = vary(0...0.08), anyNote = vary(0...7)
        // Three half tones apart, which even few bands of a spectrum tell apart.
        let note = 3 * (traits.colour.map { Double($0.rawValue) } ?? anyNote) + tuning
        let pitch = 220 * pow(2, note / 12)
        let strokes = traits.extent.rawValue + 1
        let stroke = 0.72 / Double(strokes) * tempo, whole = silence + stroke * Double(strokes)
        let partials = Self.partials(of: traits.shape)
        let strength = partials.reduce(0) { $0 + $1.strength }
        let samples = (0..<Int(min(whole, seconds) * Double(rate))).map { i -> Float in
            let time = Double(i) / Double(rate) - silence
            let hiss = noise * Double(random.uniform(-1...1))
            guard time >= 0 else { return Float(hiss) }
            let part = (time / stroke).truncatingRemainder(dividingBy: 1)
            let turns = pitch * stroke * phase(part)
            let tone = partials.reduce(0) { $0 + $1.strength * sin(2 * .pi * $1.multiple * turns) } / strength
            return Float(loudness * swell(part) * tone + hiss)
        }
        return SoundClip.Reading(clip: SoundClip(samples: samples, rate: rate), wholeDuration: whole)
    }

    /// Turns since the stroke began, in units of pitch and stroke: the integral of a pitch that glides over five half tones.
    private func phase(_ part: Double) -> Double {
        let glide = Double(traits.place.column) * 5 / 12 * log(2)
        guard glide != 0 else { return part }
        return (exp(glide * (part - 0.5)) - exp(-glide * 0.5)) / glide
    }

    /// Loudness within a stroke, 0...1: it strikes and fades, is even, or swells, and begins and ends softly.
    private func swell(_ part: Double) -> Double {
        let edge = min(1, min(part, 1 - part) * 25)
        let course = switch traits.place.row {
        case -1: exp(-4 * part)
        case 0: 0.8
        default: exp(-4 * (1 - part))
        }
        return edge * course
    }
}
