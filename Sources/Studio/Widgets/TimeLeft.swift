import Foundation

/// The time until work is done: a forecast at first, then what the completed fraction says.
package struct TimeLeft: Sendable {
    private var stage = "", fraction = 0.0
    /// When the stage began and when it was last heard of, in seconds.
    private var stageStart: Double, updatedAt: Double
    private var forecast: (seconds: Double, at: Double)?
    /// Seconds before a completed fraction says anything.
    private static let least = 0.3

    /// - Parameter now: the clock of all calls, in seconds.
    package init(now: Double) { (stageStart, updatedAt) = (now, now) }

    /// Takes a forecast of the time from now on.
    package mutating func expect(_ seconds: Double, now: Double) { forecast = (max(seconds, 0), now) }

    /// - Parameter fraction: the completed fraction of the stage, 0...1.
    package mutating func update(_ stage: String, _ fraction: Double, now: Double) {
        if stage != self.stage { (self.stage, stageStart) = (stage, updatedAt) }
        (self.fraction, updatedAt) = (fraction, now)
    }

    /// "0:40 left" measured, "about 40 s left" forecast; nil where nothing is known yet.
    package func text(now: Double) -> String? {
        let elapsed = now - stageStart
        if fraction > 0, elapsed >= Self.least {
            return Readouts.time((elapsed * (1 - fraction) / fraction).rounded(.up)) + " left"
        }
        guard let forecast else { return nil }
        let left = forecast.seconds - (now - forecast.at)
        return left > 0
            ? "about \(Self.rounded(left)) left" : "longer than the forecast \(Self.rounded(forecast.seconds))"
    }

    /// As exact as a forecast is: 7 s, 40 s, 3 min, 2 h.
    private static func rounded(_ seconds: Double) -> String {
        switch seconds {
        case ..<10: "\(max(1, Int(seconds.rounded(.up)))) s"
        case ...60: "\(Int((seconds / 5).rounded(.up)) * 5) s"
        case ...5400: "\(Int((min(seconds, 1e9) / 60).rounded(.up))) min"
        default: "\(Int((min(seconds, 1e9) / 3600).rounded(.up))) h"
        }
    }
}
