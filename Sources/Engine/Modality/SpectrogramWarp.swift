import Glibc

/// A change of a spectrogram that leaves what was said as it was: another speed, voice, place in time, loudness, and pieces missing
/// (Jaitly and Hinton 2013 for the voices; Park et al. 2019, "SpecAugment", for the pieces).
struct SpectrogramWarp {
    /// Steps of the source for one of the result, and where the first one is taken from.
    var speed: Float = 1, start: Float = 0
    /// Bands of the source for one of the result: the length of a speaker's throat moves all bands by one factor.
    var throat: Float = 1
    /// Added where there is sound.
    var gain: Float = 0
    var missingSteps = 0..<0
    var missingBands = 0..<0

    init() {}

    /// One at random.
    init(_ random: inout SeededMixing.Sequence) {
        speed = expf(random.uniform(-0.3...0.3))
        start = random.uniform(-8...4)
        throat = expf(random.uniform(-0.07...0.07))
        gain = random.uniform(-0.15...0.1)
        missingSteps = Self.piece(of: Spectrogram.steps, at: 6, &random)
        missingBands = Self.piece(of: Spectrogram.bands, at: 6, &random)
    }

    private static func piece(of count: Int, at most: Int, _ random: inout SeededMixing.Sequence) -> Range<Int> {
        let length = Int(random.next() % UInt64(most + 1)), first = Int(random.next() % UInt64(count - most))
        return first..<first + length
    }

    /// Writes what becomes of the spectrogram that begins at `offset` of `bank`, levels of 0...255, to `target` from `place` on.
    func write(_ bank: Span<UInt8>, from offset: Int, to target: inout MutableSpan<Float>, at place: Int) {
        let (steps, bands) = (Spectrogram.steps, Spectrogram.bands)
        // Where each band comes from is the same for all steps.
        let sources = (0..<bands).map { band -> (low: Int, high: Int, share: Float) in
            let source = min(Float(bands - 1), max(0, (Float(band) + 0.5) * throat - 0.5))
            return (Int(source), min(bands - 1, Int(source) + 1), source - source.rounded(.down))
        }
        for step in 0..<steps {
            let source = Float(step) * speed + start
            let row = place + step * bands
            guard source >= 0, Int(source) < steps, !missingSteps.contains(step) else {
                for band in 0..<bands { target[row + band] = 0 }
                continue
            }
            let (low, share) = (Int(source), source - source.rounded(.down))
            let (a, b) = (offset + low * bands, offset + min(low + 1, steps - 1) * bands)
            for band in 0..<bands {
                let (left, right, part) = sources[band]
                let first = Float(bank[a + left]) * (1 - part) + Float(bank[a + right]) * part
                let second = Float(bank[b + left]) * (1 - part) + Float(bank[b + right]) * part
                let value = (first * (1 - share) + second * share) / 255
                target[row + band] = value > 0 && !missingBands.contains(band) ? max(0, value + gain) : 0
            }
        }
    }
}
