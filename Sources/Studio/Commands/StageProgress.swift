import Dispatch
import Glibc

/// Progress of named stages on standard error: a bar with the remaining time on a terminal, else a line for each stage and every ten
/// seconds. Standard output is for results.
final class StageProgress {
    /// Whether standard error is a terminal.
    static let isTerminal = isatty(2) == 1
    private let isTerminal = StageProgress.isTerminal
    private var stage = ""
    private var started = DispatchTime.now().uptimeNanoseconds
    private var lastDrawn: UInt64 = 0
    private var isOpen = false
    /// Nanoseconds between two drawings of the bar, and between two lines.
    private static let barInterval: UInt64 = 100_000_000, lineInterval: UInt64 = 10_000_000_000
    private static let bar = 24

    /// Shows the fraction of `stage` that is done, 0...1.
    func show(_ stage: String, _ fraction: Double) {
        let now = DispatchTime.now().uptimeNanoseconds
        if stage != self.stage {
            (self.stage, started, lastDrawn) = (stage, now, isTerminal ? 0 : now)
            if !isTerminal { write("\(stage)\n") }
        }
        guard now - lastDrawn >= (isTerminal ? Self.barInterval : Self.lineInterval) || isTerminal && fraction >= 1
        else {
            return
        }
        lastDrawn = now
        let words = "\(stage) \(Int(fraction * 100)) %" + remaining(fraction, Double(now - started) / 1e9)
        guard isTerminal else { return write(words + "\n") }
        isOpen = true
        let full = min(Self.bar, max(0, Int(fraction * Double(Self.bar))))
        write(
            "\r\u{1b}[K[" + String(repeating: "#", count: full) + String(repeating: ".", count: Self.bar - full)
                + "] " + words)
    }

    /// Removes the bar.
    func end() {
        if isOpen { write("\r\u{1b}[K") }
        isOpen = false
    }

    /// Empty until an estimate is possible.
    private func remaining(_ fraction: Double, _ seconds: Double) -> String {
        guard fraction > 0.01, fraction < 1, seconds > 0.5 else { return "" }
        let left = Int((seconds * (1 - fraction) / fraction).rounded(.up))
        return ", \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) remaining"
    }

    private func write(_ text: String) { _ = text.withCString { Glibc.write(2, $0, strlen($0)) } }
}
