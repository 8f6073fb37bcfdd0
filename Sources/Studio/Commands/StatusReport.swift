import Foundation
import Jobs
import Render
import Runs

/// The state of a run as text.
struct StatusReport {
    let status: ControlStatus

    var lines: [String] {
        [heading, speed] + score + status.diagnostics.map { "  diagnostics: \($0)" } + settings
            + status.events.suffix(3).map { "  \($0)" }
    }

    private var heading: String {
        let steps = status.steps.map { " of \(Numbers.grouped($0))" } ?? ""
        return "\(status.run): \(status.phase), step \(Numbers.grouped(status.step))\(steps), "
            + "\(status.preset) on \(status.data)"
    }

    private var speed: String {
        func loss(_ value: Double?) -> String { value.map { Numbers.fixed($0, 3) } ?? "not a number" }
        let remaining = status.secondsRemaining.map { ", \(Readouts.time($0)) remaining" } ?? ""
        return "  loss D \(loss(status.discriminatorLoss)) G \(loss(status.generatorLoss)), "
            + "\(Numbers.short(status.stepsPerSecond, decimals: 2)) steps/s, "
            + "\(Readouts.time(status.seconds)) elapsed\(remaining)"
    }

    private var score: [String] {
        func text(_ point: ScorePoint) -> String {
            "\(Readouts.score(point)) at step \(Numbers.grouped(point.step))"
        }
        let peak =
            "  peak memory \(Readouts.memory(status.peakMemory))"
            + (status.rollbacks == 0 ? "" : ", rolled back \(status.rollbacks) time\(status.rollbacks == 1 ? "" : "s")")
        guard let score = status.score else { return [peak] }
        let best = status.best.map { ", the best \(text($0))" } ?? ""
        return [
            peak, "  score \(text(score)) (\(score.measure.name) of \(Numbers.grouped(score.samples)) samples)\(best)",
        ]
    }

    private var settings: [String] {
        let pairs = status.settings.sorted { $0.key < $1.key }
        let width = pairs.map(\.key.count).max() ?? 0
        return pairs.map { name, value in
            "  " + name.padding(toLength: width, withPad: " ", startingAt: 0) + "  \(value.text)"
        }
    }
}
