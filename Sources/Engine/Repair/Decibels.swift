import Glibc

/// Ratios as decibels; peaks over levels 0...255.
enum Decibels {
    static func of(_ ratio: Double) -> Double { 10 * log10(ratio) }

    /// The peak signal-to-noise ratio of `count` differences.
    /// - Returns: dB; nil where nothing differs or nothing was compared.
    static func peak(squares: Double, count: Int) -> Double? {
        squares > 0 && count > 0 ? of(255 * 255 * Double(count) / squares) : nil
    }

    /// The mean squared difference that a peak signal-to-noise ratio of `peak` dB stands for.
    static func squares(peak: Double) -> Double { 255 * 255 * pow(10, -peak / 10) }
}
