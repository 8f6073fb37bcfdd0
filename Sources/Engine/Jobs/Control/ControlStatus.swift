import Raster
package import Runs

/// The status of a training run, as the control socket sends it.
package struct ControlStatus: Sendable, Equatable, Codable {
    package var version = Tessera.version
    /// preparing, running, paused, stopping, finished or failed.
    package var phase: String
    /// The activity of `preparing` and the error of `failed`; nil for other phases.
    package var phaseDetail: String?
    package var run: String, preset: String, data: String
    package var step: Int
    /// The last step; nil where only time limits the run.
    package var steps: Int?
    package var seconds: Double
    package var secondsRemaining: Double?
    package var stepsPerSecond: Double
    package var gigaflopsPerSecond: Double
    /// Bytes.
    package var memory: Int
    package var peakMemory: Int
    /// The losses of the newest step; nil where they are not finite.
    package var discriminatorLoss: Double?
    package var generatorLoss: Double?
    /// The newest score and the best one; nil without scores.
    package var score: ScorePoint?
    package var best: ScorePoint?
    /// Current issues, most severe first.
    package var diagnostics: [String]
    /// The number of rollbacks.
    package var rollbacks: Int
    /// The live settings, which `set` changes.
    package var settings: [String: SettingValue]
    /// The newest events, oldest first.
    package var events: [String]

    private static let eventCount = 5

    package init(_ status: TrainingStatus) {
        (phase, phaseDetail) = (status.phase.name, status.phase.detail)
        (run, preset, data) = (status.run, status.preset, status.data)
        (step, steps, memory, peakMemory) = (status.step, status.steps, status.memory, status.peakMemory)
        (score, best) = (status.scores.last, status.best)
        (diagnostics, rollbacks) = (status.diagnostics.map(\.text), status.rollbacks.count)
        seconds = Self.finite(status.seconds) ?? 0
        secondsRemaining = status.secondsRemaining.flatMap(Self.finite)
        stepsPerSecond = Self.finite(status.stepsPerSecond) ?? 0
        gigaflopsPerSecond = Self.finite(status.gigaflopsPerSecond) ?? 0
        discriminatorLoss = status.discriminatorLoss.last.flatMap { Self.finite(Double($0)) }
        generatorLoss = status.generatorLoss.last.flatMap { Self.finite(Double($0)) }
        settings = status.settings
        events = status.events.suffix(Self.eventCount).map { "step \($0.step): \($0.text)" }
    }

    /// The phase as it was encoded; `unknown` for a name that this version does not have.
    package var trainingPhase: TrainingStatus.Phase { TrainingStatus.Phase(name: phase, detail: phaseDetail) }

    /// JSON has no infinity and no NaN.
    private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}

extension TrainingStatus.Phase {
    /// The phase's name in the control protocol.
    package var name: String {
        switch self {
        case .preparing: "preparing"
        case .running: "running"
        case .paused: "paused"
        case .stopping: "stopping"
        case .finished: "finished"
        case .failed: "failed"
        case .unknown: "unknown"
        }
    }

    /// The activity, the error or the reason; nil for phases without one.
    var detail: String? {
        switch self {
        case .preparing(let detail), .unknown(let detail): detail
        case .failed(let message): message.description
        case .running, .paused, .stopping, .finished: nil
        }
    }

    /// The phase of a name and a detail from `name` and `detail`.
    init(name: String, detail: String?) {
        self =
            switch name {
            case "preparing": .preparing(detail ?? "starting")
            case "running": .running
            case "paused": .paused
            case "stopping": .stopping
            case "finished": .finished
            case "failed": .failed(UserMessage(detail ?? "the run reports no error"))
            case "unknown": .unknown(detail ?? "no reason")
            default: .unknown("the phase '\(name)' is of another version")
            }
    }
}
