import Foundation
import Numerics

/// Undoes what clipping at black and white does to the mean of a noisy image.
///
/// A camera or a file keeps no value below 0 or above 255, so noise raises the mean of dark pixels and lowers that of bright ones: black with
/// noise of standard deviation 25 has the mean 10. A denoiser finds that mean; the value before the noise follows from it, as the mean
/// is an increasing function of the value (Foi 2009, "Clipped noisy images").
package struct ClippedNoise {
    /// Values of the means 0, 1/8, 2/8 ... 255.
    private let values: [Float]
    private let sigma: Float

    private static let steps = 8
    /// Clipped samples are counted in squares of this many pixels to each side.
    static let radius = 6

    /// - Parameter sigma: standard deviation of the noise before clipping, above 0.
    package init(sigma: Float) {
        precondition(sigma > 0, "noise of \(sigma)")
        self.sigma = sigma
        let count = 255 * Self.steps
        let means = (0...count).map { Self.mean(of: Float($0) / Float(Self.steps), sigma: sigma) }
        var below = 0
        values = (0...count).map {
            let mean = Float($0) / Float(Self.steps)
            while below < count - 1, means[below + 1] <= mean { below += 1 }
            let part = (mean - means[below]) / (means[below + 1] - means[below])
            return (Float(below) + min(max(part, 0), 1)) / Float(Self.steps)
        }
    }

    /// The mean of value + noise after clipping to 0...255.
    package static func mean(of value: Float, sigma: Float) -> Float {
        let (low, high) = (-value / sigma, (255 - value) / sigma)
        let inside = value * (below(high) - below(low)) + sigma * (density(low) - density(high))
        return inside + 255 * (1 - below(high))
    }

    /// The normal distribution: the probability of a value below x, and its density.
    private static func below(_ x: Float) -> Float { 0.5 * erfc(-x / Float(2).squareRoot()) }
    private static func density(_ x: Float) -> Float { exp(-x * x / 2) / (2 * Float.pi).squareRoot() }

    /// The value whose noisy, clipped samples have this mean.
    package func value(ofMean mean: Float) -> Float {
        let place = min(max(mean, 0), 255) * Float(Self.steps), index = min(Int(place), values.count - 2)
        return values[index] + (place - Float(index)) * (values[index + 1] - values[index])
    }

    /// `clean` before clipping. A value moves only as far as the noisy samples around it are clipped as often as this noise makes them, so
    /// that black without noise stays.
    /// - Parameters:
    ///   - clean: the denoised planes of the image, 0...255.
    ///   - noisy: the planes that they were made from, whole numbers.
    ///   - check: called several times for each channel; it throws to stop.
    package func corrected(_ clean: Planes, noisy: Planes, check: () throws -> Void) rethrows -> Planes {
        var result = clean
        for c in 0..<clean.channels {
            let plane = noisy.values[c * noisy.area..<(c + 1) * noisy.area]
            try check()
            let dark = Self.shares(of: plane.map { $0 < 0.5 ? 1 : 0 }, width: noisy.width, height: noisy.height)
            try check()
            let bright = Self.shares(of: plane.map { $0 > 254.5 ? 1 : 0 }, width: noisy.width, height: noisy.height)
            try check()
            guard dark != nil || bright != nil else { continue }
            for i in 0..<clean.area {
                let mean = clean.values[c * clean.area + i]
                guard mean.isFinite else { continue }
                let value = value(ofMean: mean)
                let isDark = value < mean
                guard let share = (isDark ? dark : bright)?[i], share > 0 else { continue }
                let expected = Self.below((0.5 - (isDark ? value : 255 - value)) / sigma)
                // Half of what is expected is enough: few samples vary much.
                result.values[c * clean.area + i] = mean + (value - mean) * min(1, 2 * share / max(expected, 1e-3))
            }
        }
        return result
    }

    /// The share of marks in the square around each pixel; nil where there are none at all.
    static func shares(of marks: [Float], width: Int, height: Int) -> [Float]? {
        guard marks.contains(where: { $0 > 0 }) else { return nil }
        let rows = (0..<height).flatMap { y in means(of: marks[y * width..<(y + 1) * width]) }
        var shares = rows
        for x in 0..<width {
            let column = means(of: (0..<height).map { rows[$0 * width + x] }[...])
            for y in 0..<height { shares[y * width + x] = column[y] }
        }
        return shares
    }

    /// The mean of up to 2 `radius` + 1 values around each one.
    private static func means(of values: ArraySlice<Float>) -> [Float] {
        var sum: Float = 0, first = values.startIndex, next = values.startIndex
        return values.indices.map { i in
            while next < min(values.endIndex, i + radius + 1) {
                sum += values[next]
                next += 1
            }
            while first < i - radius {
                sum -= values[first]
                first += 1
            }
            return max(0, sum / Float(next - first))
        }
    }
}
