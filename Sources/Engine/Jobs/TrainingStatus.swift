package import Raster
package import Runs
package import Training

/// The state of a training job for the interface.
package struct TrainingStatus: Sendable {
    package enum Phase: Sendable, Equatable {
        /// Before the first step, with the current activity, e.g. "reading fashion-mnist".
        case preparing(String)
        case running
        case paused
        /// Stopping on request; the last checkpoint is being written.
        case stopping
        /// Ended after the last step or on request; the last checkpoint is written.
        case finished
        /// Ended early, with the error line.
        case failed(UserMessage)
        /// Another process trains the run, and its phase cannot be read; with the reason, or a phase that this version does not know.
        case unknown(String)
    }

    /// The sample grid of the fixed noise after `step` steps.
    package struct Samples: Sendable {
        package var step: Int
        /// All images in one bitmap, `columns` by `rows`, without gaps.
        package var grid: Bitmap
        package var columns: Int
        package var rows: Int

        package init(step: Int, grid: Bitmap, columns: Int, rows: Int) {
            (self.step, self.grid, self.columns, self.rows) = (step, grid, columns, rows)
        }

        /// Image `index`, row by row; the last one where there are fewer.
        package func tile(_ index: Int) -> Bitmap {
            let position = min(max(index, 0), columns * rows - 1), width = grid.width / columns,
                height = grid.height / rows
            return grid.cropped(
                x: position % columns * width, y: position / columns * height, width: width, height: height)
        }
    }

    /// A line of the job's log: pauses, checkpoints, changed settings, diagnostics.
    package struct Event: Sendable, Equatable {
        package var step: Int
        package var text: String
        /// Whether it is a diagnostic or an error.
        package var isWarning: Bool

        package init(step: Int, text: String, isWarning: Bool = false) {
            (self.step, self.text, self.isWarning) = (step, text, isWarning)
        }
    }

    package var phase: Phase = .preparing("starting")
    /// The run's folder name, the preset and the data, as the user wrote them.
    package var run = "", preset = "", data = ""
    /// The path of the run's folder; empty before it is created.
    package var folder = ""
    /// Steps done since the run's start, and the last step; `steps` is nil where only time limits the run.
    package var step = 0
    package var steps: Int?
    /// Seconds of training in all sessions of the run, without pauses.
    package var seconds = 0.0
    package var secondsRemaining: Double?
    package var stepsPerSecond = 0.0
    package var gigaflopsPerSecond = 0.0
    /// Bytes of the plan's arena and the data.
    package var memory = 0
    /// Estimated peak memory of the process, bytes; see docs/memory.md.
    package var peakMemory = 0
    /// All metrics, by their tags in the event log.
    package var curves: [String: LossHistory] = [:]
    package var samples: Samples?
    /// The scores of the run, oldest first, all of equally many samples, and the best one.
    package var scores: [ScorePoint] = []
    package var best: ScorePoint?
    /// The stage of the scorer's preparation, and the fraction done, 0...1; nil when it is not being prepared.
    package var scorePreparation: (stage: String, fraction: Double)?
    /// Current issues, most severe first.
    package var diagnostics: [Diagnostic] = []
    /// Oldest first.
    package var rollbacks: [Rollback] = []
    /// The live settings, by their dotted names.
    package var settings: [String: SettingValue] = [:]
    /// Changes of live settings, oldest first.
    package var changes: [SettingChange] = []
    /// The newest events, oldest first; at most `eventLimit`.
    package private(set) var events: [Event] = []
    /// Increases with every change, so that a screen redraws only when needed.
    package var revision = 0

    package static let eventLimit = 200
    /// The tags of the scores in the event log, one for each measure.
    package static let scoreTags = ScorePoint.Measure.allCases.map(\.tag)

    package init() {}

    /// Replaces the events by those of a log.
    mutating func setEvents(_ all: [Event]) { events = all.suffix(Self.eventLimit) }

    package var discriminatorLoss: LossHistory { curves["loss/discriminator"] ?? LossHistory() }
    package var generatorLoss: LossHistory { curves["loss/generator"] ?? LossHistory() }

    /// Adds a point to a curve.
    /// - Parameter time: in seconds since 1970.
    mutating func append(_ value: Float, to tag: String, step: Int, time: Double) {
        curves[tag, default: LossHistory()].append(value, step: step, time: time)
    }

    package mutating func log(_ text: String, isWarning: Bool = false) {
        if events.count == Self.eventLimit { events.removeFirst() }
        events.append(Event(step: step, text: text, isWarning: isWarning))
    }
}
