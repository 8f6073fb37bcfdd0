import Datasets
import Dispatch
import Evaluation
import Foundation
import Raster
import Runs
import Training

/// One session of a run: from opening its folder to its last checkpoint. Belongs to the job's queue.
///
/// Requests are handled in `+Requests`; curves, samples and checkpoints are written in `+Traces`.
final class TrainingSession {
    typealias Publish = @Sendable ((inout TrainingStatus) -> Void) -> Void

    let publish: Publish
    /// Schedules a turn of the job.
    let wake: @Sendable () -> Void
    let trainer: Trainer
    let folder: RunFolder
    private let lock: RunLock
    let log: EventLog
    let checkpoints: CheckpointWriter
    var liveSettings: LiveSettings
    /// Nil on a file system without sockets, and after the end.
    private var controlSocket: ControlSocket?
    let steps: Int?
    let seconds: Double?
    var clock: TrainingClock
    var rate = StepRate()
    var means = MetricMeans()
    /// The values of the newest step, until they are logged.
    var lastReport: StepReport?
    var isPaused = false
    /// The step of the newest sample grid on disk.
    var lastSampled: Int?
    /// What diagnostics are computed from, and the newest ones.
    var history: RunHistory
    var diagnostics: [Diagnostic] = []
    let rules: TrainingDiagnostics
    /// At the newest point of the event log.
    var areWeightsFinite = true
    /// Nil until halfway to the first score.
    var scorer: TrainingScorer?
    var pendingScores = PendingScores()
    /// Whether only scores are left to be computed.
    var isScoringLast = false
    /// Whether the step that the session begins with has been looked at for its score.
    var hasScoredFirst = false
    var scores: [ScorePoint]
    var best: ScorePoint?
    let images: ImageSet
    let heldOut: HeldOutImages
    let threads: Int
    let featureCache: FeatureCache?
    let awaitScorerTurn: @Sendable () -> Void
    private(set) var isOver = false

    /// Reads the data, opens the folder, compiles the step, and restores the newest checkpoint of a resumed run.
    init(
        _ start: TrainingStart, publish: @escaping Publish, serve: @escaping ControlSocket.Serve,
        wake: @escaping @Sendable () -> Void
    ) throws {
        (self.publish, self.wake) = (publish, wake)
        let opening = try FolderListings.shared {
            try RunOpening(start) { words in publish { $0.phase = .preparing(words) } }
        }
        (folder, lock, trainer, log) = (opening.folder, opening.lock, opening.trainer, opening.log)
        (liveSettings, steps, seconds) = (opening.liveSettings, opening.steps, opening.minutes.map { $0 * 60 })
        clock = TrainingClock(before: opening.secondsBefore)
        (history, scores, best) = (opening.past.history, opening.past.scores, opening.best)
        (images, heldOut) = (opening.images, opening.heldOut)
        (threads, featureCache, awaitScorerTurn) = (start.threads, start.featureCache, start.awaitScorerTurn)
        rules = TrainingDiagnostics(opening.trainer.model.adversarialLoss)
        checkpoints = CheckpointWriter(folder: folder, log: log) { words in publish { $0.log(words) } }

        let notes = opening.notes
        let (trainer, steps, folder, before) = (trainer, steps, folder, opening.secondsBefore)
        let (past, best) = (opening.past, best)
        publish { status in
            (status.run, status.preset, status.data) = (
                folder.name, trainer.configuration.preset.name, trainer.configuration.data
            )
            (status.step, status.steps, status.seconds, status.memory) = (trainer.step, steps, before, trainer.memory)
            (status.folder, status.curves) = (folder.path, past.curves)
            (status.scores, status.best) = (past.scores, best)
            for note in notes { status.log(note) }
        }
        publishSettings()
        for note in notes { try log.text("log", note, step: trainer.step) }
        showSamples(trainer.sampleGrid())
        // From here on there is always a checkpoint to resume from.
        if trainer.step == 0 {
            try writeCheckpoint()
            try checkpoints.wait()
            if trainer.isInLastStage { try sample() }
        }
        let peak = PeakMemory.estimate(for: trainer, images: images, scores: isScoring && heldOut.canScore)
        publish { ($0.peakMemory, $0.phase) = (peak, .running) }
        // Created last: a client that finds the socket never finds the run preparing.
        do throws(RunError) {
            controlSocket = try ControlSocket(folder, serve: serve)
        } catch {
            try note("\(error.what): this run cannot be controlled from outside")
        }
        clock.start()
    }

    /// Trains one step, unless the run is paused; after the last step, computes the last scores.
    /// - Returns: whether another turn follows at once; else a request or the scorer schedules it.
    func turn() throws -> Bool {
        try checkpoints.throwFailure()
        guard !isOver, !isPaused else { return false }
        if isDone { return try end() }
        prepareScores()
        try scoreResumedStep()
        try repeatChanges()
        try prepareStage()
        let report = trainer.advance()
        clock.tick()
        guard report.isFinite else {
            try rollBack(because: "a loss is not a finite number")
            return true
        }
        try record(report)
        if try rollBackIfDiverged() { return true }
        // Samples mean something once the last stage has begun.
        if trainer.step > trainer.stepsBeforeLastStage {
            if isDue(trainer.settings.evaluationInterval) { try score() }
            let interval = trainer.settings.sampleInterval
            if SampleSchedule.isDue(trainer.step, from: trainer.stepsBeforeLastStage, interval: interval) {
                try sample(measures: isDue(interval))
            }
        }
        if report.step % trainer.settings.checkpointInterval == 0, !isDone { try writeCheckpoint() }
        if isDone { return try end() }
        try scorePending()
        return true
    }

    /// Ends the run, or computes one of its last scores first.
    /// - Returns: whether another turn follows at once.
    private func end() throws -> Bool {
        if try isScoringAtEnd() { return scorer?.isReady == true }
        try finish()
        return false
    }

    /// Prepares the next stage before its first step, e.g. embeds the dataset.
    private func prepareStage() throws {
        guard !trainer.isPrepared else { return }
        clock.stop()
        let stage = trainer.stageName
        publish { $0.phase = .preparing("preparing the \(stage) stage") }
        let summary = trainer.prepare(keepingIn: folder.path) { [publish] words, fraction in
            publish { $0.phase = .preparing("\(words) \(Int(fraction * 100)) %") }
        }
        publish { $0.phase = .running }
        rate.restart()
        clock.start()
        if let summary { try note(summary) }
    }

    /// Whether this step is a multiple of `interval`; 0 is never.
    func isDue(_ interval: Int) -> Bool { interval > 0 && trainer.step % interval == 0 }

    private var isDone: Bool {
        steps.map { trainer.step >= $0 } == true || seconds.map { clock.seconds >= $0 } == true
    }

    /// `error` with the run it concerns: a full disk is reported with the way to resume.
    func explained(_ error: any Error) -> any Error {
        switch error {
        case RunError.diskFull(let path): TrainingError.diskFull(path: path, run: folder.path)
        case let error as FileError where error.isOutOfRoom:
            TrainingError.diskFull(path: error.location ?? folder.path, run: folder.path)
        default: error
        }
    }

    /// Writes the last samples and the last checkpoint. The end is published later, when the folder's lock is released.
    func finish() throws {
        guard !isOver else { return }
        publish { $0.phase = .stopping }
        clock.stop()
        try leaveOutPendingScores()
        if lastSampled != trainer.step { try sample() }
        if try !writeCheckpoint() {
            try note("the weights are not finite numbers: the last checkpoint is an earlier one")
        }
        try checkpoints.wait()
        try log.scalar("time/seconds", Float(clock.seconds), step: trainer.step)
        try log.flush(durably: true)
        isOver = true
    }

    /// Logs the error that ends the run, for other processes that follow it.
    func logFailure(_ line: String) {
        // The log may be what failed; the status has the line in any case.
        try? log.text(Self.failureTag, line, step: trainer.step)
        try? log.flush()
    }

    static let failureTag = "failure"

    /// Removes the control socket; pending replies are sent first.
    func close() {
        controlSocket?.close()
        controlSocket = nil
    }

    deinit { close() }
}
