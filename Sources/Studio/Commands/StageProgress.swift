import Dispatch

/// Progress of named stages: a bar with the remaining time on a terminal, nothing elsewhere. Standard output is for results.
final class StageProgress {
    /// Whether standard error draws progress.
    static let isTerminal = StandardOutput.Stream.error.takesEscapes
    private let isShown: Bool
    private var stage = ""
    private var started = DispatchTime.now().uptimeNanoseconds
    private var lastDrawn: UInt64 = 0
    private var isOpen = false
    /// Nanoseconds between two drawings of the bar.
    private static let interval: UInt64 = 100_000_000
    private static let bar = 24

    init(isQuiet: Bool = false) { isShown = Self.isTerminal && !isQuiet }

    /// Shows the fraction of `stage` that is done, 0...1.
    func show(_ stage: String, _ fraction: Double) {
        guard isShown else { return }
        let now = DispatchTime.now().uptimeNanoseconds
        if stage != self.stage { (self.stage, started, lastDrawn) = (stage, now, 0) }
        guard now - lastDrawn >= Self.interval || fraction >= 1 else { return }
        (lastDrawn, isOpen) = (now, true)
        let full = min(Self.bar, max(0, Int(fraction * Double(Self.bar))))
        StandardOutput.replaceLine(
            "[" + String(repeating: "#", count: full) + String(repeating: ".", count: Self.bar - full)
                + "] \(stage) \(Int(fraction * 100)) %" + remaining(fraction, Double(now - started) / 1e9),
            on: .error)
    }

    /// Removes the bar.
    func end() {
        if isOpen { StandardOutput.replaceLine("", on: .error) }
        isOpen = false
    }

    /// Empty until an estimate is possible.
    private func remaining(_ fraction: Double, _ seconds: Double) -> String {
        guard fraction > 0.01, fraction < 1, seconds > 0.5 else { return "" }
        let left = Int((seconds * (1 - fraction) / fraction).rounded(.up))
        return ", \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) remaining"
    }
}
