import Dispatch
import Engine
import Glibc
import Render

/// Work of several named stages on standard error: a bar with the time to go on a terminal; elsewhere a line for each
/// stage, and one every ten seconds.
///
/// Not on standard output, which holds the result.
final class StageProgress {
    private let isTerminal = isatty(2) == 1
    private var stage = ""
    private var started = DispatchTime.now().uptimeNanoseconds
    private var lastDrawn: UInt64 = 0
    private var isOpen = false
    /// Nanoseconds between two drawings of the bar, and between two lines.
    private static let barInterval: UInt64 = 100_000_000, lineInterval: UInt64 = 10_000_000_000
    private static let bar = 24

    /// Says that `share`, 0...1, of `stage` is done.
    func show(_ stage: String, _ share: Double) {
        let now = DispatchTime.now().uptimeNanoseconds
        if stage != self.stage {
            (self.stage, started, lastDrawn) = (stage, now, isTerminal ? 0 : now)
            if !isTerminal { write("\(stage)\n") }
        }
        guard now - lastDrawn >= (isTerminal ? Self.barInterval : Self.lineInterval) || isTerminal && share >= 1 else {
            return
        }
        lastDrawn = now
        let words = "\(stage) \(Int(share * 100)) %" + remaining(share, Double(now - started) / 1e9)
        guard isTerminal else { return write(words + "\n") }
        isOpen = true
        let full = min(Self.bar, max(0, Int(share * Double(Self.bar))))
        write("\r\u{1b}[K[" + String(repeating: "#", count: full) + String(repeating: ".", count: Self.bar - full)
            + "] " + words)
    }

    /// Takes the bar away.
    func end() {
        if isOpen { write("\r\u{1b}[K") }
        isOpen = false
    }

    /// Nothing until there is something to judge by.
    private func remaining(_ share: Double, _ seconds: Double) -> String {
        guard share > 0.01, share < 1, seconds > 0.5 else { return "" }
        let left = Int((seconds * (1 - share) / share).rounded(.up))
        return ", \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) to go"
    }

    private func write(_ text: String) { _ = text.withCString { Glibc.write(2, $0, strlen($0)) } }
}
