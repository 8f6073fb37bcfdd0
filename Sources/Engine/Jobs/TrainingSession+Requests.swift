import Raster
import Runs

extension TrainingSession {
    /// Handles a request. An invalid request is refused and does not end the run.
    /// - Throws: an error that ends the run.
    func handle(_ request: TrainingRequest) throws -> TrainingAnswer {
        guard !isOver else { return .refused("training has ended", isUsage: false) }
        switch request {
        case .pause:
            guard !isPaused else { return done("paused already") }
            isPaused = true
            clock.stop()
            rate.restart()
            try note("paused")
            publish { $0.phase = .paused }
            return done("paused")
        case .resume:
            guard isPaused else { return done("running already") }
            isPaused = false
            if !isScoringLast { clock.start() }
            try note("resumed")
            publish { $0.phase = .running }
            return done("resumed")
        case .checkpoint:
            guard try writeCheckpoint() else {
                return .refused("the weights are not finite numbers, so no checkpoint is written", isUsage: false)
            }
            try checkpoints.wait()
            return done("wrote the checkpoint of step \(trainer.step)")
        case .sample:
            try sample()
            return done("wrote the samples of step \(trainer.step)")
        case .set(let name, let value):
            return try change(name, to: value)
        case .stop:
            try finish()
            let newest = folder.newestIntact().checkpoint?.step ?? trainer.step
            return done("stopped; the newest checkpoint is of step \(newest)")
        }
    }

    private func done(_ text: String) -> TrainingAnswer { .done(text, step: trainer.step) }

    private func change(_ name: String, to value: SettingValue) throws -> TrainingAnswer {
        let before: SettingValue?
        do {
            before = try liveSettings.change(name, to: value, in: trainer)
        } catch let error as any UserError {
            publish { $0.log(error.description) }
            return .refused(error.description, isUsage: error.isUsage)
        }
        guard let before else { return done("\(name) is \(value.text) already") }
        let text = "\(name) is now \(value.text), was \(before.text)"
        try note(text)
        try log.scalar("setting/\(name)", Float(value.number), step: trainer.step)
        publishSettings()
        return done(text)
    }

    /// Applies the changes that were recorded at this step before the run was interrupted.
    func repeatChanges() throws {
        let due = liveSettings.due(after: trainer.step)
        guard !due.isEmpty else { return }
        for change in due {
            try trainer.change(change.name, to: change.value)
            try note("\(change.name) is \(change.value.text) again, as recorded in run.toml")
        }
        publishSettings()
    }

    func publishSettings() {
        let (live, changes) = (trainer.settings.live, liveSettings.changes(until: trainer.step))
        let rollbacks = liveSettings.written.rollbacks
        publish { ($0.settings, $0.changes, $0.rollbacks) = (live, changes, rollbacks) }
    }
}
