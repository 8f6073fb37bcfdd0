import Dispatch
import Foundation
import Raster

/// One sitting of a run: from opening its folder to its last checkpoint. Belongs to the job's queue.
///
/// What can be asked of it is in `+Requests`, what a step leaves behind in `+Traces`.
final class TrainingSession {
    typealias Publish = @Sendable ((inout TrainingStatus) -> Void) -> Void

    let publish: Publish
    let trainer: Trainer
    let folder: RunFolder
    private let lock: RunLock
    let log: EventLog
    let checkpoints: CheckpointWriter
    var steering: Steering
    /// Nil where the file system has no sockets, and after the end.
    private var door: ControlSocket?
    let steps: Int?
    let seconds: Double?
    var clock: TrainingClock
    var rate = StepRate()
    var averages = ReportAverages()
    var isPaused = false
    /// The step whose grid is on disk already.
    var lastSampled: Int?
    /// What the doctor goes by, and what it has said.
    var history: RunHistory
    var findings: [Finding] = []
    let doctor: Doctor
    /// As of the newest point of the event log.
    var areWeightsFinite = true
    /// Nil until scores are near.
    var scorer: TrainingScorer?
    var isWaitingForScorer = false
    var scores: [ScorePoint]
    var best: ScorePoint?
    let images: ImageSet
    let lanes: Int
    let featureCache: FeatureCache?
    private(set) var isOver = false

    /// Reads the data, opens the folder, compiles the step, and restores the newest checkpoint of a run that goes on.
    init(_ start: TrainingStart, publish: @escaping Publish, serve: @escaping ControlSocket.Serve) throws {
        self.publish = publish
        let opening = try RunOpening(start) { words in publish { $0.phase = .preparing(words) } }
        (folder, lock, trainer, log) = (opening.folder, opening.lock, opening.trainer, opening.log)
        (steering, steps, seconds) = (opening.steering, opening.steps, opening.minutes.map { $0 * 60 })
        clock = TrainingClock(before: opening.secondsBefore)
        (history, scores, best) = (opening.past.history, opening.past.scores, opening.best)
        (images, lanes, featureCache) = (opening.images, start.lanes, start.featureCache)
        doctor = Doctor(opening.trainer.architecture.objective)
        checkpoints = CheckpointWriter(folder: folder, log: log) { words in publish { $0.log(words) } }

        let notes = opening.notes
        let (trainer, steps, folder, before) = (trainer, steps, folder, opening.secondsBefore)
        let (past, best) = (opening.past, best)
        publish { status in
            (status.run, status.preset, status.data) = (folder.name, trainer.recipe.preset.name, trainer.recipe.data)
            (status.step, status.steps, status.seconds, status.memory) = (trainer.step, steps, before, trainer.memory)
            (status.folder, status.curves) = (folder.path, past.curves)
            (status.discriminatorLoss, status.generatorLoss) = (past.discriminatorLoss, past.generatorLoss)
            (status.scores, status.best) = (past.scores, best)
            for note in notes { status.log(note) }
        }
        publishSettings()
        for note in notes { try log.text("log", note, step: trainer.step) }
        showSamples(trainer.sampleGrid())
        // From here on there is always something to go on from, whatever happens.
        if trainer.step == 0 {
            try writeCheckpoint()
            try checkpoints.wait()
        }
        let peak = PeakMemory.estimate(for: trainer, images: images, scores: isScoring)
        publish { ($0.peakMemory, $0.phase) = (peak, .running) }
        // The socket's being there says that the run can be asked: nobody finds it preparing.
        do throws(RunError) {
            door = try ControlSocket(folder, serve: serve)
        } catch {
            try note("\(error.what): this run cannot be controlled from outside")
        }
        clock.start()
    }

    /// Does one step, unless paused. True when another turn should follow.
    func turn() throws -> Bool {
        try checkpoints.throwFailure()
        guard !isOver, !isPaused else { return false }
        if isDone { try finish(); return false }
        prepareScores()
        if isWaiting() { return true }
        try repeatChanges()
        try prepareToDraw()
        let report = trainer.advance()
        clock.tick()
        guard report.isFinite else {
            try goBack(because: "the losses are no numbers any more")
            return true
        }
        try record(report)
        if try goBackIfDiverged() { return true }
        // There is nothing to see before the networks that draw have begun to learn.
        if trainer.step > trainer.jointSteps {
            if isDue("score.every") { try score() }
            if isDue("sample.every") { try sample() }
        }
        if report.step % trainer.settings.int("checkpoint.every") == 0, !isDone { try writeCheckpoint() }
        if isDone { try finish(); return false }
        return true
    }

    /// Between the joint space and the networks that draw: embeds the data.
    private func prepareToDraw() throws {
        guard !trainer.isPrepared else { return }
        clock.stop()
        publish { $0.phase = .preparing("embedding the data") }
        trainer.prepare { [publish] words, share in publish { $0.phase = .preparing("\(words) \(Int(share * 100)) %") } }
        publish { $0.phase = .running }
        rate.restart()
        clock.start()
        try note("the joint space is learned: \(trainer.modalities.map(\.rawValue).joined(separator: ", "))")
    }

    /// Whether this step is one of those that the setting called `name` spaces out; 0 is never.
    func isDue(_ name: String) -> Bool {
        let interval = trainer.settings.int(name)
        return interval > 0 && trainer.step % interval == 0
    }

    private var isDone: Bool {
        steps.map { trainer.step >= $0 } == true || seconds.map { clock.seconds >= $0 } == true
    }

    /// `error` as the user of a run should read it: with a full disk nothing of the run is lost.
    func explained(_ error: any Error) -> any Error {
        switch error {
        case RunError.diskFull(let path): TrainingError.diskFull(path: path, run: folder.path)
        case let error as FileError where error.isOutOfRoom:
            TrainingError.diskFull(path: error.place ?? folder.path, run: folder.path)
        default: error
        }
    }

    /// Writes what is left to write. Nobody is told yet that it is over: the folder is still held.
    func finish() throws {
        guard !isOver else { return }
        publish { $0.phase = .stopping }
        clock.stop()
        if lastSampled != trainer.step { try sample() }
        if try !writeCheckpoint() { try note("the weights are no numbers: the last checkpoint is an earlier one") }
        try checkpoints.wait()
        try log.scalar("time/seconds", Float(clock.seconds), step: trainer.step)
        try log.flush(durably: true)
        isOver = true
    }

    /// Takes the control socket away; answers given before are sent first.
    func close() {
        door?.close()
        door = nil
    }

    deinit { close() }
}
