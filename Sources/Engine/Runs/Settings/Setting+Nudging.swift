import Glibc

extension Setting {
    /// Round values within a decade.
    private static let ladder = [1, 1.5, 2, 3, 5, 7, 10]

    /// The next round value above or below `value`, within the range.
    ///
    /// For a decay, the distance from 1 is the round value: 0.993 follows 0.99.
    package func nudged(_ value: Double, up: Bool) -> Double {
        let isDecay = !isWhole && range.upperBound < 1
        let next: Double
        if isDecay {
            next = 1 - Self.rung(from: 1 - value, up: !up, least: 1 - range.upperBound)
        } else {
            next = Self.rung(from: value, up: up, least: isWhole ? 1 : 1e-6)
        }
        let rounded: Double
        if isWhole {
            rounded = next.rounded() == value ? value + (up ? 1 : -1) : next.rounded()
        } else {
            // Removes the rounding errors of the arithmetic.
            rounded = (next * 1e12).rounded() / 1e12
        }
        return min(max(rounded, range.lowerBound), range.upperBound)
    }

    /// The next value of the ladder after `value`; below `least` it is 0.
    private static func rung(from value: Double, up: Bool, least: Double) -> Double {
        guard value > 0 else { return up ? least : 0 }
        // The tolerance keeps a value of the ladder on its place in spite of rounding.
        let decade = pow(10, log10(value * (1 + 1e-9)).rounded(.down)), position = value / decade
        if up {
            return max(decade * (ladder.first { $0 > position * (1 + 1e-9) } ?? 15), least)
        }
        let lower = decade * (ladder.last { $0 < position * (1 - 1e-9) } ?? 0.7)
        return lower < least * (1 - 1e-9) ? 0 : lower
    }
}
