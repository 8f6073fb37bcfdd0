import Render
package import Runs

/// Measurements as text.
package enum Readouts {
    /// 0:07, 2:31, 1:02:03.
    static func time(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "-:--" }
        let whole = Int(seconds.rounded())
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(whole % 60))" : "\(minutes):\(two(whole % 60))"
    }

    /// 2026-11-28 14:05, in the local time.
    /// - Parameter seconds: since 1970.
    static func date(_ seconds: Double) -> String { TimeTicks.dateAndTime(seconds, offset: CurveAxis.offset) }

    /// A step in groups of three, however large.
    static func step(_ step: Double) -> String {
        Int(exactly: step.rounded()).map(Numbers.grouped) ?? Numbers.compact(step)
    }

    /// 900 kB, 312 MB, 1.4 GB.
    static func memory(_ bytes: Int) -> String {
        let size = Double(bytes)
        if size < 1e6 { return Numbers.fixed(size / 1e3, 0) + " kB" }
        return size < 999.5e6 ? Numbers.fixed(size / 1e6, 0) + " MB" : Numbers.fixed(size / 1e9, 1) + " GB"
    }

    /// 42.1 %.
    static func percent(_ fraction: Double) -> String { Numbers.fixed(min(fraction, 1) * 100, 1) + " %" }

    /// A Fréchet distance: 8.12, 43.1, 212; a kernel distance: 0.0312. The estimate of a kernel distance has no bias, so below 0 it says
    /// that the distance is about 0.
    package static func score(_ point: ScorePoint) -> String {
        let value = point.value
        guard point.measure == .kernel else { return Numbers.fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0) }
        return Numbers.fixed(value, 4) + (value < 0 ? " (about 0)" : "")
    }

    /// A loss with four digits after the point, or fewer where it is large.
    static func loss(_ value: Float?) -> String {
        guard let value else { return "-" }
        let size = abs(value)
        return Numbers.fixed(Double(value), size < 10 ? 4 : size < 100 ? 3 : size < 1000 ? 2 : 0)
    }
}

extension String {
    /// Padded with spaces on the left, so that numbers end in one column.
    func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(width - count, 0)) + self }
}
