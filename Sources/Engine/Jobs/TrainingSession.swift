import Dispatch
import Foundation
public import Raster

/// One sitting of a run: from opening its folder to its last checkpoint. Belongs to the job's queue.
final class TrainingSession {
    typealias Publish = ((inout TrainingStatus) -> Void) -> Void

    private let publish: Publish
    private let trainer: Trainer
    private let folder: RunFolder
    private let lock: RunLock
    private let log: EventLog
    private let checkpoints: CheckpointWriter
    private let steps: Int?
    private let seconds: Double?
    private var clock: TrainingClock
    private var rate = StepRate()
    private var averages = ReportAverages()
    private var isPaused = false
    /// The step whose grid is on disk already.
    private var lastSampled: Int?
    private(set) var isOver = false

    /// Reads the data, opens the folder, compiles the step, and restores the newest checkpoint of a run that goes on.
    init(_ start: TrainingStart, publish: @escaping Publish) throws {
        self.publish = publish
        let opening = try RunOpening(start) { words in publish { $0.phase = .preparing(words) } }
        (folder, lock, trainer, log) = (opening.folder, opening.lock, opening.trainer, opening.log)
        (steps, seconds) = (opening.steps, opening.minutes.map { $0 * 60 })
        clock = TrainingClock(before: opening.secondsBefore)
        checkpoints = CheckpointWriter(folder: folder, log: log)

        let (trainer, steps, folder, before) = (trainer, steps, folder, opening.secondsBefore)
        publish { status in
            (status.run, status.preset, status.data) = (folder.name, trainer.recipe.preset.name, trainer.recipe.data)
            (status.step, status.steps, status.seconds, status.memory) = (trainer.step, steps, before, trainer.memory)
            (status.discriminatorLoss, status.generatorLoss) = (opening.discriminatorLoss, opening.generatorLoss)
            status.settings = trainer.settings.live
            for note in opening.notes { status.log(note) }
            status.phase = .running
        }
        for note in opening.notes { try log.text("log", note, step: trainer.step) }
        showSamples(trainer.sampleGrid())
        // From here on there is always something to go on from, whatever happens.
        if trainer.step == 0 { try writeCheckpoint() }
    }

    /// Does one step, unless paused. True when another turn should follow.
    func turn() throws -> Bool {
        try checkpoints.throwFailure()
        guard !isOver, !isPaused else { return false }
        if isDone { try finish(); return false }
        let report = trainer.advance()
        clock.tick()
        guard report.isFinite else {
            throw TrainingError.diverged(run: folder.path, step: report.step, checkpoint: folder.newestWhole().checkpoint?.step ?? 0)
        }
        try record(report)
        if report.step % trainer.settings.int("sample.every") == 0 { try sample() }
        if report.step % trainer.settings.int("checkpoint.every") == 0, !isDone { try writeCheckpoint() }
        if isDone { try finish(); return false }
        return true
    }

    func handle(_ request: TrainingRequest) throws {
        switch request {
        case .pause:
            guard !isPaused else { return }
            isPaused = true
            clock.stop()
            rate.restart()
            try note("paused")
            publish { $0.phase = .paused }
        case .resume:
            guard isPaused else { return }
            isPaused = false
            clock.start()
            try note("resumed")
            publish { $0.phase = .running }
        case .checkpoint: try writeCheckpoint()
        case .sample: try sample()
        case .set(let name, let value):
            do throws(SettingError) {
                try trainer.change(name, to: value)
            } catch {
                // A wrong wish from a screen or a socket does not end the run.
                publish { $0.log(error.description) }
                return
            }
            try note("\(name) is now \(value.short)")
            let live = trainer.settings.live
            publish { $0.settings = live }
        case .stop: try finish()
        }
    }

    // MARK: What a step leaves behind

    private var isDone: Bool { steps.map { trainer.step >= $0 } == true || seconds.map { clock.seconds >= $0 } == true }

    private func record(_ report: Trainer.Report) throws {
        averages.add(report)
        let isReport = report.step % trainer.settings.int("report.every") == 0
        if isReport {
            let mean = averages.take()
            try log.scalars(["loss/discriminator": mean.discriminatorLoss, "loss/generator": mean.generatorLoss,
                             "probability/real": mean.realProbability, "probability/generated": mean.fakeProbability,
                             "time/seconds": Float(clock.seconds)], step: report.step)
        }
        rate.add(step: report.step, at: clock.seconds)
        let (rate, seconds, operations) = (rate.perSecond, clock.seconds, Double(trainer.plan.productOperations))
        let remaining = remainingSeconds(rate)
        publish { status in
            (status.step, status.seconds, status.secondsRemaining) = (report.step, seconds, remaining)
            (status.stepsPerSecond, status.gigaflopsPerSecond) = (rate, rate * operations / 1e9)
            status.discriminatorLoss.append(report.discriminatorLoss, step: report.step)
            status.generatorLoss.append(report.generatorLoss, step: report.step)
        }
    }

    private func remainingSeconds(_ rate: Double) -> Double? {
        let bySteps = steps.flatMap { rate > 0 ? Double($0 - trainer.step) / rate : nil }
        let byTime = seconds.map { max(0, $0 - clock.seconds) }
        return [bySteps, byTime].compactMap(\.self).min()
    }

    private func note(_ text: String) throws {
        try log.text("log", text, step: trainer.step)
        publish { $0.log(text) }
    }

    private func showSamples(_ drawn: (grid: Bitmap, columns: Int, rows: Int)) {
        let step = trainer.step
        publish { $0.samples = .init(step: step, grid: drawn.grid, columns: drawn.columns, rows: drawn.rows) }
    }

    private func sample() throws {
        let drawn = trainer.sampleGrid()
        let png = try PNG.encode(drawn.grid, text: Provenance.text(of: trainer, run: folder.name))
        try WholeFile.write(png, to: folder.samplesPath(step: trainer.step))
        try log.image("samples", png: png, width: drawn.grid.width, height: drawn.grid.height, channels: drawn.grid.channels, step: trainer.step)
        showSamples(drawn)
        lastSampled = trainer.step
    }

    private func writeCheckpoint() throws {
        let note = CheckpointNote(preset: trainer.recipe.preset.name, data: trainer.recipe.data, seed: trainer.recipe.seed, step: trainer.step,
                                  settings: trainer.settings.values)
        let publish = publish
        try checkpoints.write(trainer.state(), note)
        publish { $0.log("checkpoint at step \(note.step)") }
    }

    private func finish() throws {
        guard !isOver else { return }
        publish { $0.phase = .stopping }
        clock.stop()
        if lastSampled != trainer.step { try sample() }
        try writeCheckpoint()
        try checkpoints.wait()
        try log.scalar("time/seconds", Float(clock.seconds), step: trainer.step)
        try log.flush(durably: true)
        isOver = true
        publish { $0.phase = .finished }
    }
}

/// What ends a run early.
public enum TrainingError: UserError, Equatable {
    case diverged(run: String, step: Int, checkpoint: Int)
    case dataChanged(run: String, data: String)

    public var place: String? {
        switch self {
        case .diverged(let run, _, _), .dataChanged(let run, _): run
        }
    }

    public var what: String {
        switch self {
        case .diverged(_, let step, _): "the losses stopped being numbers at step \(step)"
        case .dataChanged(_, let data): "\(data) is not the data this run was started with"
        }
    }

    public var remedy: String {
        switch self {
        case .diverged(_, _, let checkpoint): "the checkpoint of step \(checkpoint) is whole: resume it with a lower rate (--resume --set generator.rate=...)"
        case .dataChanged: "bring the data back, or start a new run"
        }
    }
}
