import Glibc

/// Ratios in decibels; the peak of images is level 255.
package enum Decibels {
    package static func of(_ ratio: Double) -> Double { 10 * log10(ratio) }

    /// The peak signal-to-noise ratio of `count` squared differences with the sum `squares`.
    /// - Returns: dB; nil where nothing differs or nothing was compared.
    package static func peak(squares: Double, count: Int) -> Double? {
        squares > 0 && count > 0 ? of(255 * 255 * Double(count) / squares) : nil
    }

    /// The mean squared difference of a peak signal-to-noise ratio of `peak` dB.
    package static func squares(peak: Double) -> Double { 255 * 255 * pow(10, -peak / 10) }
}
