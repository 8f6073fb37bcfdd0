/// The ticks of an axis of time, in seconds.
package enum TimeTicks {
    private static let steps: [Double] = [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
    ]

    /// At most about `limit` round times between `low` and `high`, ascending.
    /// - Parameter offset: seconds to add for the local time.
    static func values(low: Double, high: Double, limit: Int, offset: Double) -> [Double] {
        let least = (high - low) / Double(max(limit, 1))
        let step = steps.first { $0 >= least } ?? ChartScale.roundStep(atLeast: least)
        var values: [Double] = [], i = ((low + offset) / step - 1e-9).rounded(.up)
        while i * step - offset <= high + step * 1e-9 {
            values.append(i * step - offset)
            i += 1
        }
        return values
    }

    /// 0:30, 12:00, 1:30:00, 52 h.
    package static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e12 else { return "-" }
        let whole = Int(seconds.rounded())
        if whole >= 360_000 { return "\(whole / 3600) h" }
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(whole % 60))" : "\(minutes):\(two(whole % 60))"
    }

    /// 14:05, 14:05:30 within minutes, 11-28 over days.
    /// - Parameters:
    ///   - seconds: since 1970 in UTC.
    ///   - offset: seconds to add for the local time.
    ///   - span: seconds of the whole axis; nil for date and time.
    package static func clock(_ seconds: Double, offset: Double, span: Double?) -> String {
        guard seconds.isFinite, abs(seconds) < 1e12 else { return "-" }
        let local = Int((seconds + offset).rounded(.down)), day = Int((Double(local) / 86_400).rounded(.down))
        let rest = local - day * 86_400, date = String(date(day).dropFirst(5))
        let time = "\(two(rest / 3600)):\(two(rest / 60 % 60))"
        guard let span else { return "\(date) \(time):\(two(rest % 60))" }
        return span >= 4 * 86_400 ? date : span < 600 ? "\(time):\(two(rest % 60))" : time
    }

    /// 2026-11-28 14:05.
    /// - Parameters:
    ///   - seconds: since 1970 in UTC.
    ///   - offset: seconds to add for the local time.
    package static func dateAndTime(_ seconds: Double, offset: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e12 else { return "-" }
        let day = Int(((seconds + offset) / 86_400).rounded(.down))
        return date(day) + " " + clock(seconds, offset: offset, span: 86_400)
    }

    /// The date of a day since 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms").
    private static func date(_ day: Int) -> String {
        let shifted = day + 719_468, era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100), part = (5 * ofYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return "\(era * 400 + year + (month < 3 ? 1 : 0))-\(two(month))-\(two(ofYear - (153 * part + 2) / 5 + 1))"
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
