import Glibc

extension Setting {
    /// Steps of a tenfold that people would choose themselves.
    private static let ladder = [1, 1.5, 2, 3, 5, 7, 10]

    /// The next round value above or below `value`, within the range.
    ///
    /// A setting that lives near 1, such as a decay, goes by its distance from 1: above 0.99 comes 0.993.
    public func nudged(_ value: Double, up: Bool) -> Double {
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
            // The digits that arithmetic leaves far behind the point are nobody's choice.
            rounded = (next * 1e12).rounded() / 1e12
        }
        return min(max(rounded, range.lowerBound), range.upperBound)
    }

    /// The rung of the ladder next to `value`; below `least` there is only 0.
    private static func rung(from value: Double, up: Bool, least: Double) -> Double {
        guard value > 0 else { return up ? least : 0 }
        // A value on a rung, give or take a rounding, counts as standing on it.
        let decade = pow(10, log10(value * (1 + 1e-9)).rounded(.down)), place = value / decade
        if up {
            return max(decade * (ladder.first { $0 > place * (1 + 1e-9) } ?? 15), least)
        }
        let lower = decade * (ladder.last { $0 < place * (1 - 1e-9) } ?? 0.7)
        return lower < least * (1 - 1e-9) ? 0 : lower
    }
}
