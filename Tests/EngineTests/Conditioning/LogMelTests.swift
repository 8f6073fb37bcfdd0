import Conditioning
import Datasets
import Foundation
import Testing

@Suite struct LogMelTests {
    /// Two tones and a chirp, an eighth of a second.
    private static let sound = (0..<2000).map { i -> Float in
        let t = Double(i) / 16_000, turn = 2 * Double.pi
        return Float(0.5 * sin(turn * 440 * t) + 0.25 * sin(turn * 1500 * t) + 0.1 * sin(turn * (200 + 2000 * t) * t))
    }

    /// The same by definition: a sum over all samples for each frequency, in double precision.
    private static func reference(_ samples: [Float], frame: Int) -> [Double] {
        let windowed = (0..<LogMel.frame).map { t -> Double in
            let index = frame * LogMel.hop + t
            guard index < samples.count else { return 0 }
            return Double(samples[index]) * (0.5 - 0.5 * cos(2 * .pi * Double(t) / Double(LogMel.frame)))
        }
        let power = (0..<LogMel.frequencies).map { k -> Double in
            let angles = (0..<LogMel.frame).map { 2 * Double.pi * Double(k * $0) / Double(LogMel.frame) }
            let re = zip(windowed, angles).reduce(0) { $0 + $1.0 * cos($1.1) }
            let im = zip(windowed, angles).reduce(0) { $0 + $1.0 * sin($1.1) }
            return re * re + im * im
        }
        return (0..<LogMel.bands).map { band in
            let sum = (0..<LogMel.frequencies).reduce(0) {
                $0 + Double(LogMel.mel.weights[band * LogMel.frequencies + $1]) * power[$1]
            }
            return 10 * log10(sum + Double(LogMel.floor))
        }
    }

    @Test(arguments: [1, 2]) func `decibels above -30 agree with the definition`(threads: Int) {
        let decibels = LogMel(threads: threads).decibels(of: Self.sound), T = LogMel.frames(Self.sound.count)
        #expect(decibels.count == T * LogMel.bands)
        for frame in 0..<T {
            for (band, expected) in Self.reference(Self.sound, frame: frame).enumerated() where expected > -30 {
                #expect(
                    abs(Double(decibels[frame * LogMel.bands + band]) - expected) < 0.02, "frame \(frame), band \(band)"
                )
            }
        }
    }

    /// From NumPy: numpy.fft.rfft of each frame times the same window, the same triangles.
    @Test(arguments: [(0, 0, -14.9684), (0, 5, 27.2602), (3, 7, 25.391), (5, 17, 28.5662)])
    func `decibels agree with NumPy`(frame: Int, band: Int, expected: Double) {
        let values = LogMel(threads: 1).decibels(of: Self.sound)
        #expect(abs(Double(values[frame * LogMel.bands + band]) - expected) < 0.01)
    }

    @Test func `gain and surrounding silence change a spectrogram by less than 5 %`() throws {
        let logMel = LogMel(threads: 1), noise = (0..<400).map { Float(sin(Double($0 * $0))) * 1e-5 }
        // A cut at the onset would have a spectrum of its own, so all three begin with some silence.
        func silence(_ count: Int) -> [Float] { [Float](repeating: 0, count: count) }
        let sound = silence(1600) + Self.sound + silence(1600)
        func spectrogram(_ samples: [Float]) throws -> Spectrogram {
            try Spectrogram(AudioClip(samples: samples), name: "sound", logMel)
        }
        let original = try spectrogram(sound)
        let quiet = try spectrogram(sound.map { $0 * 0.1 })
        let late = try spectrogram(silence(16_000) + sound + silence(3_200) + noise)
        func difference(_ other: Spectrogram) -> Float {
            let sum = zip(original.values, other.values).reduce(0) { $0 + abs($1.0 - $1.1) }
            return sum / max(1, original.values.reduce(0, +))
        }
        #expect(difference(quiet) < 0.05)
        #expect(difference(late) < 0.05)
        #expect(original.values.allSatisfy { (0...1).contains($0) } && original.values.max() ?? 0 > 0.8)
    }

    @Test func `an empty sound, silence and values that are not finite are an error with the sound's name`() {
        let logMel = LogMel(threads: 1)
        for samples in [[], [Float](repeating: 0, count: 16_000), [.nan, 1]] {
            #expect(throws: ModalityError.silent("word.wav")) {
                try Spectrogram(AudioClip(samples: samples), name: "word.wav", logMel)
            }
        }
    }

    @Test func `a long sound fills all steps`() throws {
        let long = (0..<16_000 * 12).map { Float(sin(Double($0) * 0.2)) * 0.5 }
        let spectrogram = try Spectrogram(AudioClip(samples: long), name: "long", LogMel(threads: 2))
        #expect(spectrogram.values.count == Spectrogram.steps * Spectrogram.bands)
        #expect(spectrogram.values.suffix(Spectrogram.bands).contains { $0 > 0.5 })
    }
}
