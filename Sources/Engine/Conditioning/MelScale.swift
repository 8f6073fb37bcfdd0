import Glibc

/// A mel filterbank: triangular bands of equal width on the mel scale, from the centre of the band below to the centre
/// of the band above (Davis and Mermelstein 1980; the scale as in O'Shaughnessy 1987).
package struct MelScale: Sendable {
    /// (bands, frequencies), the weight of each frequency in each band, 0 to 1.
    package let weights: [Float]

    /// - Parameters:
    ///   - frequencies: equally spaced from 0 to half of `rate`.
    ///   - range: start of the first triangle and end of the last one, in hertz.
    init(bands: Int, frequencies: Int, rate: Int, range: ClosedRange<Double>) {
        let (low, high) = (Self.mel(range.lowerBound), Self.mel(range.upperBound))
        let edges = (0...bands + 1).map { Self.hertz(low + (high - low) * Double($0) / Double(bands + 1)) }
        let step = Double(rate) / 2 / Double(frequencies - 1)
        weights = (0..<bands).flatMap { band in
            (0..<frequencies).map { index in
                let f = Double(index) * step
                let rising = (f - edges[band]) / (edges[band + 1] - edges[band])
                let falling = (edges[band + 2] - f) / (edges[band + 2] - edges[band + 1])
                return Float(max(0, min(rising, falling)))
            }
        }
    }

    private static func mel(_ hertz: Double) -> Double { 2595 * log10(1 + hertz / 700) }
    private static func hertz(_ mel: Double) -> Double { 700 * (pow(10, mel / 2595) - 1) }
}
