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

        /// One of the pictures, counted row by row; the last one where there are fewer.
        public func tile(_ index: Int) -> Bitmap {
            let place = min(max(index, 0), columns * rows - 1), width = grid.width / columns, height = grid.height / rows
            return grid.cropped(x: place % columns * width, y: place / columns * height, width: width, height: height)
        }
    }

    /// One line of the job's log: pauses, checkpoints, changed settings, warnings.
    public struct Event: Sendable, Equatable {
        public var step: Int
        public var text: String
        /// Said by the doctor.
        public var isWarning: Bool

        public init(step: Int, text: String, isWarning: Bool = false) { (self.step, self.text, self.isWarning) = (step, text, isWarning) }
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
    /// Bytes that the whole process will have had in memory at most, known before the first step; see docs/memory.md.
    public var peakMemory = 0
    public var discriminatorLoss = LossHistory()
    public var generatorLoss = LossHistory()
    /// What else is measured, by its tag in the event log.
    public var curves: [String: LossHistory] = [:]
    public var samples: Samples?
    /// Scores taken while it trained, oldest first, all of equally many samples; and the best the run has had.
    public var scores: [ScorePoint] = []
    public var best: ScorePoint?
    /// What is being done so that scores can be taken, and how much of it is done, 0...1; nil when there is nothing to do.
    public var scorePreparation: (words: String, share: Double)?
    /// What the doctor finds wrong now, the worst first.
    public var findings: [Finding] = []
    /// When the run was taken back, oldest first.
    public var rollbacks: [Rollback] = []
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

    /// Replaces the events by those that a log tells of.
    mutating func setEvents(_ all: [Event]) { events = all.suffix(Self.eventLimit) }

    public mutating func log(_ text: String, isWarning: Bool = false) {
        if events.count == Self.eventLimit { events.removeFirst() }
        events.append(Event(step: step, text: text, isWarning: isWarning))
    }
}
