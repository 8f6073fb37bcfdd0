import Engine
import Foundation
import Testing

@Suite struct LogMelTests {
    /// Two tones and a chirp, an eighth of a second.
    private static let sound = (0..<2000).map { i -> Float in
        let t = Double(i) / 16_000, turn = 2 * Double.pi
        return Float(0.5 * sin(turn * 440 * t) + 0.25 * sin(turn * 1500 * t) + 0.1 * sin(turn * (200 + 2000 * t) * t))
    }

    /// The slow twin: the sum over all samples for each frequency, in double precision.
    private static func slow(_ samples: [Float], frame: Int) -> [Double] {
        let windowed = (0..<LogMel.frame).map { t -> Double in
            let place = frame * LogMel.hop + t
            return place < samples.count ? Double(samples[place]) * (0.5 - 0.5 * cos(2 * .pi * Double(t) / Double(LogMel.frame))) : 0
        }
        let power = (0..<LogMel.frequencies).map { k -> Double in
            let angles = (0..<LogMel.frame).map { 2 * Double.pi * Double(k * $0) / Double(LogMel.frame) }
            let (re, im) = (zip(windowed, angles).reduce(0) { $0 + $1.0 * cos($1.1) }, zip(windowed, angles).reduce(0) { $0 + $1.0 * sin($1.1) })
            return re * re + im * im
        }
        return (0..<LogMel.bands).map { band in
            let sum = (0..<LogMel.frequencies).reduce(0) { $0 + Double(LogMel.mel.weights[band * LogMel.frequencies + $1]) * power[$1] }
            return 10 * log10(sum + Double(LogMel.floor))
        }
    }

    @Test(arguments: [1, 2]) func `the product agrees with the sum, wherever there is something to hear`(lanes: Int) {
        let fast = LogMel(lanes: lanes).decibels(of: Self.sound), T = LogMel.frames(Self.sound.count)
        #expect(fast.count == T * LogMel.bands)
        for frame in 0..<T {
            for (band, expected) in Self.slow(Self.sound, frame: frame).enumerated() where expected > -30 {
                #expect(abs(Double(fast[frame * LogMel.bands + band]) - expected) < 0.02, "frame \(frame), band \(band)")
            }
        }
    }

    /// From NumPy: numpy.fft.rfft of each frame times the same window, the same triangles.
    @Test(arguments: [(0, 0, -14.9684), (0, 5, 27.2602), (3, 7, 25.391), (5, 17, 28.5662)])
    func `values are those of another program`(frame: Int, band: Int, expected: Double) {
        let values = LogMel(lanes: 1).decibels(of: Self.sound)
        #expect(abs(Double(values[frame * LogMel.bands + band]) - expected) < 0.01)
    }

    @Test func `neither gain nor silence around a sound changes its picture by much`() throws {
        let logMel = LogMel(lanes: 1), noise = (0..<400).map { Float(sin(Double($0 * $0))) * 1e-5 }
        // A sound that begins within a window sounds otherwise than one that is cut off there: a little silence belongs to all three.
        func silence(_ count: Int) -> [Float] { [Float](repeating: 0, count: count) }
        let sound = silence(1600) + Self.sound + silence(1600)
        let own = try Spectrogram(SoundClip(samples: sound), name: "sound", logMel)
        let quiet = try Spectrogram(SoundClip(samples: sound.map { $0 * 0.1 }), name: "sound", logMel)
        let late = try Spectrogram(SoundClip(samples: silence(16_000) + sound + silence(3_200) + noise), name: "sound", logMel)
        func difference(_ other: Spectrogram) -> Float {
            zip(own.values, other.values).reduce(0) { $0 + abs($1.0 - $1.1) } / max(1, own.values.reduce(0, +))
        }
        #expect(difference(quiet) < 0.05)
        #expect(difference(late) < 0.05)
        #expect(own.values.allSatisfy { (0...1).contains($0) } && own.values.max() ?? 0 > 0.8)
    }

    @Test func `silence, no sound at all and no numbers are refused by name`() {
        let logMel = LogMel(lanes: 1)
        for samples in [[], [Float](repeating: 0, count: 16_000), [.nan, 1]] {
            #expect(throws: ModalityError.silent("word.wav")) { try Spectrogram(SoundClip(samples: samples), name: "word.wav", logMel) }
        }
    }

    @Test func `a long sound is squeezed, then cut`() throws {
        let long = (0..<16_000 * 12).map { Float(sin(Double($0) * 0.2)) * 0.5 }
        let picture = try Spectrogram(SoundClip(samples: long), name: "long", LogMel(lanes: 2))
        #expect(picture.values.count == Spectrogram.steps * Spectrogram.bands)
        #expect(picture.values.suffix(Spectrogram.bands).contains { $0 > 0.5 })
    }
}
