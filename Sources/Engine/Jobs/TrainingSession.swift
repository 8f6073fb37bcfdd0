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
    private(set) var isOver = false

    /// Reads the data, opens the folder, compiles the step, and restores the newest checkpoint of a run that goes on.
    init(_ start: TrainingStart, publish: @escaping Publish, serve: @escaping ControlSocket.Serve) throws {
        self.publish = publish
        let opening = try RunOpening(start) { words in publish { $0.phase = .preparing(words) } }
        (folder, lock, trainer, log) = (opening.folder, opening.lock, opening.trainer, opening.log)
        (steering, steps, seconds) = (opening.steering, opening.steps, opening.minutes.map { $0 * 60 })
        clock = TrainingClock(before: opening.secondsBefore)
        checkpoints = CheckpointWriter(folder: folder, log: log) { words in publish { $0.log(words) } }

        var notes = opening.notes
        do throws(RunError) {
            door = try ControlSocket(folder, serve: serve)
        } catch {
            notes.append("\(error.what): this run cannot be controlled from outside")
        }
        let (trainer, steps, folder, before) = (trainer, steps, folder, opening.secondsBefore)
        publish { status in
            (status.run, status.preset, status.data) = (folder.name, trainer.recipe.preset.name, trainer.recipe.data)
            (status.step, status.steps, status.seconds, status.memory) = (trainer.step, steps, before, trainer.memory)
            (status.folder, status.curves) = (folder.path, opening.curves)
            (status.discriminatorLoss, status.generatorLoss) = (opening.discriminatorLoss, opening.generatorLoss)
            for note in notes { status.log(note) }
            status.phase = .running
        }
        publishSettings()
        for note in notes { try log.text("log", note, step: trainer.step) }
        showSamples(trainer.sampleGrid())
        // From here on there is always something to go on from, whatever happens.
        if trainer.step == 0 { try writeCheckpoint() }
    }

    /// Does one step, unless paused. True when another turn should follow.
    func turn() throws -> Bool {
        try checkpoints.throwFailure()
        guard !isOver, !isPaused else { return false }
        if isDone { try finish(); return false }
        try repeatChanges()
        let report = trainer.advance()
        clock.tick()
        guard report.isFinite else {
            let checkpoint = folder.newestWhole().checkpoint?.step ?? 0
            throw TrainingError.diverged(run: folder.path, step: report.step, checkpoint: checkpoint)
        }
        try record(report)
        if report.step % trainer.settings.int("sample.every") == 0 { try sample() }
        if report.step % trainer.settings.int("checkpoint.every") == 0, !isDone { try writeCheckpoint() }
        if isDone { try finish(); return false }
        return true
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
        try writeCheckpoint()
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
