import Datasets
import Foundation
import Testing

@Suite struct `Resampling of audio` {
    /// A second of a sine of `pitch`.
    private func sine(_ pitch: Double, rate: Int) -> [Float] {
        (0..<rate).map { Float(sin(2 * .pi * pitch * Double($0) / Double(rate))) }
    }

    /// The largest difference away from both ends, where the filter reaches over the edge.
    private func difference(_ a: [Float], _ b: [Float]) -> Float {
        let edge = min(a.count, b.count) / 20
        return (edge..<min(a.count, b.count) - edge).map { abs(a[$0] - b[$0]) }.max() ?? .infinity
    }

    @Test(arguments: [8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 12_345])
    func `a tone below both band limits is unchanged`(rate: Int) {
        for pitch in [80.0, 440, 1000, 0.4 * Double(min(rate, 16_000))] {
            let resampled = Resampler(from: rate, to: 16_000).resample(sine(pitch, rate: rate))
            #expect(abs(resampled.count - 16_000) <= 1)
            #expect(difference(resampled, sine(pitch, rate: 16_000)) < 2e-3, "\(pitch) Hz from \(rate)")
        }
    }

    @Test(arguments: [(44_100, 9_000.0), (44_100, 12_000), (48_000, 15_000), (48_000, 20_000), (22_050, 9_500)])
    func `a tone above the new band limit is removed without aliasing`(rate: Int, pitch: Double) {
        let resampled = Resampler(from: rate, to: 16_000).resample(sine(pitch, rate: rate))
        #expect(difference(resampled, [Float](repeating: 0, count: 16_000)) < 1e-3)
    }

    @Test func `a constant stays constant, and the same rate changes nothing`() {
        let even = [Float](repeating: 0.5, count: 4410)
        #expect(
            difference(Resampler(from: 44_100, to: 16_000).resample(even), [Float](repeating: 0.5, count: 1600)) < 1e-3)
        #expect(Resampler(from: 16_000, to: 16_000).resample([0.1, 0.2]) == [0.1, 0.2])
        #expect(Resampler(from: 44_100, to: 16_000).resample([]) == [])
        #expect(Resampler(from: 44_100, to: 16_000).resample([1]).count == 1)
    }
}
