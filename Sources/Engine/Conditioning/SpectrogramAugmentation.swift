import Glibc
import Numerics

/// An augmentation of a spectrogram that keeps its meaning: speed perturbation (Ko et al. 2015), vocal tract length
/// perturbation (Jaitly and Hinton 2013), a shift in time, gain, and time and frequency masks (Park et al. 2019,
/// "SpecAugment").
struct SpectrogramAugmentation {
    /// Steps of the source for one step of the result, and the source's position of the first one.
    var speed: Float = 1, start: Float = 0
    /// Bands of the source for one band of the result: the length of a vocal tract scales all frequencies.
    var vocalTract: Float = 1
    /// Added to values above 0.
    var gain: Float = 0
    var timeMask = 0..<0
    var frequencyMask = 0..<0

    /// The identity.
    init() {}

    /// A random augmentation.
    init(_ random: inout SplitMix64.Sequence) {
        speed = expf(random.uniform(-0.3...0.3))
        start = random.uniform(-8...4)
        vocalTract = expf(random.uniform(-0.07...0.07))
        gain = random.uniform(-0.15...0.1)
        timeMask = Self.mask(of: Spectrogram.steps, atMost: 6, &random)
        frequencyMask = Self.mask(of: Spectrogram.bands, atMost: 6, &random)
    }

    private static func mask(of count: Int, atMost longest: Int, _ random: inout SplitMix64.Sequence) -> Range<Int> {
        let length = Int(random.next() % UInt64(longest + 1)), first = Int(random.next() % UInt64(count - longest))
        return first..<first + length
    }

    /// Augments the spectrogram at `offset` of `source`, values 0...255, and writes it to `target` at `position`,
    /// values 0 to 1.1.
    func write(_ source: Span<UInt8>, from offset: Int, to target: inout MutableSpan<Float>, at position: Int) {
        let (steps, bands) = (Spectrogram.steps, Spectrogram.bands)
        // The same for all steps.
        let sourceBands = (0..<bands).map { band -> (low: Int, high: Int, fraction: Float) in
            let position = min(Float(bands - 1), max(0, (Float(band) + 0.5) * vocalTract - 0.5))
            return (Int(position), min(bands - 1, Int(position) + 1), position - position.rounded(.down))
        }
        for step in 0..<steps {
            let sourceStep = Float(step) * speed + start
            let row = position + step * bands
            guard sourceStep >= 0, Int(sourceStep) < steps, !timeMask.contains(step) else {
                for band in 0..<bands { target[row + band] = 0 }
                continue
            }
            let (low, fraction) = (Int(sourceStep), sourceStep - sourceStep.rounded(.down))
            let (a, b) = (offset + low * bands, offset + min(low + 1, steps - 1) * bands)
            for band in 0..<bands {
                let (left, right, part) = sourceBands[band]
                let first = Float(source[a + left]) * (1 - part) + Float(source[a + right]) * part
                let second = Float(source[b + left]) * (1 - part) + Float(source[b + right]) * part
                let value = (first * (1 - fraction) + second * fraction) / 255
                target[row + band] = value > 0 && !frequencyMask.contains(band) ? max(0, value + gain) : 0
            }
        }
    }
}
