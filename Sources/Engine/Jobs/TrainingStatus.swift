public import Raster

/// What the interface may know about a training job: one value, read whole under one lock.
public struct TrainingStatus: Sendable {
    /// Where the job stands.
    public enum Phase: Sendable, Equatable {
        /// Not training yet; the words name what is being done, e.g. "reading fashion-mnist".
        case preparing(String)
        case running
        case paused
        /// Asked to stop; the last checkpoint is being written.
        case stopping
        /// Ended: every step done, or stopped on request, and the last checkpoint is whole.
        case finished
        /// Ended early; the line is ready to be shown: what, where, what to do.
        case failed(String)
    }

    /// The fixed-noise sample grid as it was after `step` steps.
    public struct Samples: Sendable {
        public var step: Int
        /// All pictures in one bitmap, `columns` by `rows`, without gaps.
        public var grid: Bitmap
        public var columns: Int
        public var rows: Int

        public init(step: Int, grid: Bitmap, columns: Int, rows: Int) {
            (self.step, self.grid, self.columns, self.rows) = (step, grid, columns, rows)
        }
    }

    /// One line of the job's log: pauses, checkpoints, changed settings, warnings.
    public struct Event: Sendable, Equatable {
        public var step: Int
        public var text: String

        public init(step: Int, text: String) { (self.step, self.text) = (step, text) }
    }

    public var phase: Phase = .preparing("starting")
    /// The run's folder name, the preset and the data, as the user wrote them.
    public var run = "", preset = "", data = ""
    /// The run's folder; empty until there is one.
    public var folder = ""
    /// Steps done since the run's start; `steps` is where it ends, nil while only time limits it.
    public var step = 0
    public var steps: Int?
    /// Seconds of training so far, pauses not counted, over all sessions of the run.
    public var seconds = 0.0
    public var secondsRemaining: Double?
    public var stepsPerSecond = 0.0
    public var gigaflopsPerSecond = 0.0
    /// Bytes of the plan's arena and the data, known before the first step.
    public var memory = 0
    public var discriminatorLoss = LossHistory()
    public var generatorLoss = LossHistory()
    /// What else is measured, by its tag in the event log.
    public var curves: [String: LossHistory] = [:]
    public var samples: Samples?
    /// Settings that can be changed while it trains, by their dotted names.
    public var settings: [String: Double] = [:]
    /// What was changed while it trained, oldest first.
    public var changes: [SettingChange] = []
    /// The newest events, oldest first; at most `eventLimit`.
    public private(set) var events: [Event] = []
    /// Grows with every change; a screen that has drawn this revision has nothing to do.
    public var revision = 0

    public static let eventLimit = 200

    public init() {}

    public mutating func log(_ text: String) {
        if events.count == Self.eventLimit { events.removeFirst() }
        events.append(Event(step: step, text: text))
    }
}
