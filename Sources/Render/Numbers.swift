import Raster

/// Formats numbers for display, independent of the locale.
package enum Numbers {
    /// `decimals` digits after the point: `fixed(1.25, 1)` is "1.3".
    package static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
        let unit = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
        let scaled = (abs(value) * unit).rounded()
        guard scaled < 1e15 else { return "\(value)" }
        let whole = Int(scaled), sign = value < 0 && whole > 0 ? "-" : ""
        guard decimals > 0 else { return sign + String(whole) }
        let fraction = String(whole % Int(unit))
        let zeros = String(repeating: "0", count: decimals - fraction.count)
        return sign + String(whole / Int(unit)) + "." + zeros + fraction
    }

    /// About three significant digits, at most `decimals` after the point: 0.693, 12.4, 173.
    package static func short(_ value: Double, decimals: Int = 3) -> String {
        let size = abs(value)
        return fixed(value, min(decimals, size < 10 ? 3 : size < 100 ? 1 : 0))
    }

    /// Counts in groups of three: 10,000.
    package static func grouped(_ value: Int) -> String { value.grouped }

    /// Counts in a short form: 950, 1.5k, 20k, 3M.
    package static func compact(_ value: Double) -> String {
        for (size, unit) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where abs(value) >= size {
            return trimmed(fixed(value / size, 2)) + unit
        }
        return trimmed(fixed(value, 2))
    }

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }
}
