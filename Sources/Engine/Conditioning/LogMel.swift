import Glibc
import Tensors

// T frames, W samples of a frame, K frequencies, B bands.

/// The log-mel spectrogram of a sound, in decibels: frames of 25 ms every 10 ms, their power in 40 mel bands.
///
/// The discrete Fourier transform is a matrix product with cosines and sines: at 400 samples as fast as an FFT. Belongs
/// to one thread at a time.
package final class LogMel {
    /// Samples of a frame, samples between the starts of two frames, mel bands.
    package static let frame = 400, hop = 160, bands = 40
    package static let frequencies = frame / 2 + 1
    /// Samples per second.
    static let rate = 16_000
    package static let mel = MelScale(bands: bands, frequencies: frequencies, rate: rate, range: 60...7_600)
    /// Added to each power, so that the logarithm of silence is finite.
    package static let floor: Float = 1e-10
    private static let block = 128

    private let plan: Plan
    private let output: Tensor
    private let executor: Executor
    private let window: [Float]

    package init(threads: Int, partition: Int? = nil) {
        let graph = Graph(), (W, K, B) = (Self.frame, Self.frequencies, Self.bands)
        let frames = graph.input("frames", [Self.block, W])
        let waves = graph.variable("waves", [W, 2 * K]), bands = graph.variable("bands", [2 * K, B])
        output = (frames.matmul(waves).squared.matmul(bands) + Self.floor).logarithm * (10 / Float(M_LN10))
        plan = Plan([output], layout: StateLayout(graph), threads: threads, partition: partition)
        executor = Executor([plan], seed: 0)
        executor.fill("waves") { target in
            for t in 0..<W {
                for k in 0..<K {
                    let angle = 2 * Double.pi * Double(t * k % W) / Double(W)
                    (target[t * 2 * K + k], target[t * 2 * K + K + k]) = (Float(cos(angle)), Float(sin(angle)))
                }
            }
        }
        // The same bands for the squares of cosines and of sines: the product adds both to the power.
        executor.fill("bands") { target in
            for k in 0..<2 * K {
                for band in 0..<B { target[k * B + band] = Self.mel.weights[band * K + k % K] }
            }
        }
        window = (0..<W).map { Self.hann($0) }
    }

    /// The Hann window at sample `t` of a frame.
    static func hann(_ t: Int) -> Float { Float(0.5 - 0.5 * cos(2 * Double.pi * Double(t) / Double(frame))) }

    /// Frames of a sound of `samples`: at least one, the last padded with silence.
    package static func frames(_ samples: Int) -> Int { max(1, (max(0, samples - frame) + hop - 1) / hop + 1) }

    /// (T, B) decibels of `samples` at 16 kHz.
    package func decibels(of samples: [Float]) -> [Float] {
        let T = Self.frames(samples.count), (W, B) = (Self.frame, Self.bands)
        var result: [Float] = []
        result.reserveCapacity(T * B)
        for first in stride(from: 0, to: T, by: Self.block) {
            let count = min(Self.block, T - first)
            executor.fill("frames") { target in
                for i in 0..<target.count {
                    let t = (first + i / W) * Self.hop + i % W
                    target[i] = i / W < count && t < samples.count ? samples[t] * window[i % W] : 0
                }
            }
            executor.run(plan, counter: 0)
            result += executor.read(output, of: plan).prefix(count * B)
        }
        return result
    }
}
