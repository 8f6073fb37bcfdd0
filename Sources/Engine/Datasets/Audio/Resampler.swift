import Glibc

/// Band-limited resampling between any two rates, without aliasing.
///
/// Each new sample is a sum of the samples around it, weighted by a Kaiser-windowed sinc that is interpolated from a table (Smith,
/// Gossett: A flexible sampling-rate conversion method, 1984). Cost: about 50 multiplications a sample for a higher rate, in
/// proportion to the ratio for a lower one.
package struct Resampler {
    let from: Int
    let to: Int

    package init(from: Int, to: Int) {
        precondition(from > 0 && to > 0, "\(from) to \(to) samples a second")
        (self.from, self.to) = (from, to)
    }

    /// Zero crossings of the sinc on each side: how steep the filter is.
    private static let crossings = 24
    /// Points of the table between two crossings.
    private static let density = 512
    /// Kaiser's beta: 80 dB of stopband attenuation.
    private static let beta = 8.0
    /// The passband as a fraction of the band; the rest is the filter's transition band.
    private static let passband = 0.92

    /// The right half of the windowed sinc and one more point for interpolation.
    private static let table: [Float] = {
        let length = crossings * density
        return (0...length + 1).map { i in
            guard i < length else { return 0 }
            let x = Double(i) / Double(density), edge = Double(i) / Double(length)
            let sinc = i == 0 ? 1 : sin(.pi * x) / (.pi * x)
            return Float(sinc * bessel(beta * (1 - edge * edge).squareRoot()) / bessel(beta))
        }
    }()

    /// The modified Bessel function of the first kind and order 0, by its series.
    private static func bessel(_ x: Double) -> Double {
        var term = 1.0, sum = 1.0, k = 1.0
        while term > sum * 1e-16 {
            term *= x * x / (4 * k * k)
            sum += term
            k += 1
        }
        return sum
    }

    /// `samples` at the new rate; the length in seconds stays, to the nearest sample.
    package func resample(_ samples: [Float]) -> [Float] {
        guard from != to, !samples.isEmpty else { return samples }
        let step = Double(from) / Double(to)
        // Zero crossings in one old sample: less than one where the rate falls.
        let scale = min(1, 1 / step) * Self.passband
        let radius = Double(Self.crossings) / scale
        let count = max(1, Int((Double(samples.count) / step).rounded()))
        let table = Self.table
        return (0..<count).map { i in
            let centre = Double(i) * step
            let first = max(0, Int((centre - radius).rounded(.up))), last = min(samples.count - 1, Int(centre + radius))
            var sum: Float = 0
            for j in stride(from: first, through: last, by: 1) {
                let position = min(abs(centre - Double(j)) * scale, Double(Self.crossings)) * Double(Self.density)
                let index = Int(position), part = Float(position - Double(index))
                sum += samples[j] * (table[index] + part * (table[index + 1] - table[index]))
            }
            return sum * Float(scale)
        }
    }
}
