import Dispatch

/// Progress of named stages: a bar with the remaining time on a terminal, nothing elsewhere. Standard output is for results.
final class StageProgress {
    /// Whether standard error draws progress.
    static let isTerminal = StandardOutput.Stream.error.takesEscapes
    private let isShown: Bool
    private var stage = "", fraction = 0.0
    private var timeLeft = TimeLeft(now: StageProgress.now)
    private var lastDrawn = -Double.infinity
    private var isOpen = false
    /// Seconds between two drawings of the bar.
    private static let interval = 0.1
    private static let bar = 24

    init(isQuiet: Bool = false) { isShown = Self.isTerminal && !isQuiet }

    /// Shows the fraction of `stage` that is done, 0...1.
    func show(_ stage: String, _ fraction: Double) {
        let now = Self.now
        timeLeft.update(stage, fraction, now: now)
        if stage != self.stage { lastDrawn = -.infinity }
        (self.stage, self.fraction) = (stage, fraction)
        guard now - lastDrawn >= Self.interval || fraction >= 1 else { return }
        draw(now)
    }

    /// Takes a forecast of the seconds that are left and shows it at once.
    func expect(_ seconds: Double) {
        let now = Self.now
        timeLeft.expect(seconds, now: now)
        draw(now)
    }

    private static var now: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

    private func draw(_ now: Double) {
        guard isShown else { return }
        (lastDrawn, isOpen) = (now, true)
        let full = min(Self.bar, max(0, Int(fraction * Double(Self.bar))))
        let left = fraction < 1 ? timeLeft.text(now: now).map { ", " + $0 } ?? "" : ""
        StandardOutput.replaceLine(
            "[" + String(repeating: "#", count: full) + String(repeating: ".", count: Self.bar - full)
                + "] \(stage) \(Int(fraction * 100)) %" + left, on: .error)
    }

    /// Removes the bar.
    func end() {
        if isOpen { StandardOutput.replaceLine("", on: .error) }
        isOpen = false
    }
}
