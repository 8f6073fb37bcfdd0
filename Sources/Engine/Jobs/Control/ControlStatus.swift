/// Where a run stands, as the control socket tells it.
public struct ControlStatus: Sendable, Equatable, Codable {
    public var version = Tessera.version
    /// running, paused or stopping.
    public var phase: String
    public var run: String, preset: String, data: String
    public var step: Int
    /// Where it ends; nil while only time limits it.
    public var steps: Int?
    public var seconds: Double
    public var secondsRemaining: Double?
    public var stepsPerSecond: Double
    public var gigaflopsPerSecond: Double
    /// Bytes.
    public var memory: Int
    public var peakMemory: Int
    /// Those of the newest step; nil when they are no numbers.
    public var discriminatorLoss: Double?
    public var generatorLoss: Double?
    /// The newest score and the best; nil while there is none.
    public var score: ScorePoint?
    public var best: ScorePoint?
    /// What the doctor finds wrong now, the worst first.
    public var findings: [String]
    /// Times that the run was taken back.
    public var rollbacks: Int
    /// What `set` can change, and its value.
    public var settings: [String: Double]
    /// The newest events, oldest first.
    public var events: [String]

    private static let eventCount = 5

    public init(_ status: TrainingStatus) {
        phase = status.phase.word
        (run, preset, data) = (status.run, status.preset, status.data)
        (step, steps, memory, peakMemory) = (status.step, status.steps, status.memory, status.peakMemory)
        (score, best) = (status.scores.last, status.best)
        (findings, rollbacks) = (status.findings.map(\.text), status.rollbacks.count)
        seconds = Self.finite(status.seconds) ?? 0
        secondsRemaining = status.secondsRemaining.flatMap(Self.finite)
        stepsPerSecond = Self.finite(status.stepsPerSecond) ?? 0
        gigaflopsPerSecond = Self.finite(status.gigaflopsPerSecond) ?? 0
        discriminatorLoss = status.discriminatorLoss.last.flatMap { Self.finite(Double($0)) }
        generatorLoss = status.generatorLoss.last.flatMap { Self.finite(Double($0)) }
        settings = status.settings
        events = status.events.suffix(Self.eventCount).map { "step \($0.step): \($0.text)" }
    }

    /// JSON has no other numbers.
    private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}

extension TrainingStatus.Phase {
    /// The phase in one word.
    var word: String {
        switch self {
        case .preparing: "preparing"
        case .running: "running"
        case .paused: "paused"
        case .stopping: "stopping"
        case .finished: "finished"
        case .failed: "failed"
        }
    }
}
