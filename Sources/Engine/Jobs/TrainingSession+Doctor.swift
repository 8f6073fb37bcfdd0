import Raster

extension TrainingSession {
    /// Steps between two examinations.
    private static let round = 50

    /// Lets the doctor look at what has been measured, and says what it finds that it had not said.
    func examine() throws { try say(doctor.findings(history)) }

    private func say(_ found: [Finding]) throws {
        for finding in found where !findings.contains(where: { $0.ailment == finding.ailment }) { try warn(finding.text) }
        for old in findings where !found.contains(where: { $0.ailment == old.ailment }) { try note("doctor: no longer \(old.ailment.rawValue)") }
        guard found != findings else { return }
        findings = found
        publish { $0.findings = found }
    }

    private func warn(_ text: String) throws {
        try log.text("doctor", text, step: trainer.step)
        publish { $0.log("doctor: \(text)", isWarning: true) }
    }

    /// Looks every so many steps; true where that took the run back.
    func goBackIfDiverged() throws -> Bool {
        let interval = trainer.settings.int("report.every"), step = trainer.step
        guard step % interval == 0 else { return false }
        guard areWeightsFinite else {
            try goBack(because: "the weights are no numbers any more")
            return true
        }
        // Once for each round, and always after the same steps, whatever sitting it is.
        guard step / Self.round != (step - interval) / Self.round else { return false }
        let found = doctor.findings(history)
        guard let divergence = found.first(where: { $0.ailment == .divergence }) else {
            try say(found)
            return false
        }
        try goBack(because: divergence.evidence)
        return true
    }

    /// Takes the run back to its last good checkpoint and lowers its rates; ends it where that has been done often enough.
    ///
    /// Everything is decided from what is on disk and the settings, and recorded: a run resumed later is the same run.
    func goBack(because reason: String) throws {
        try checkpoints.wait()
        let from = trainer.step, before = steering.written.rollbacks.count, failed = trainer.settings.values
        let target = lastGoodCheckpoint()
        guard before < trainer.settings.int("rollbacks"), let target else {
            let newest = target?.step ?? folder.newestWhole().checkpoint?.step ?? 0
            throw TrainingError.diverged(run: folder.path, step: from, checkpoint: newest, rollbacks: before)
        }
        let file = try Safetensors.read(target.path), note = try CheckpointNote(metadata: file.metadata, path: target.path)
        let settings = try trainer.recipe.preset.settings(note.settings)
        let changes = Remedy.changes(from: settings.values, failed: failed, after: before)
        guard !changes.isEmpty else {
            throw TrainingError.diverged(run: folder.path, step: from, checkpoint: target.step, rollbacks: before)
        }
        // Should the process die between these: without its later checkpoints it comes to the same end, and back here.
        folder.removeCheckpoints(after: target.step)
        try trainer.restore(file.tensors, step: target.step, settings: settings)
        try steering.goBack(Rollback(from: from, to: target.step, reason: reason), changing: changes, in: trainer)
        try forget(after: target.step)
        for change in changes { try log.scalar("setting/\(change.name)", Float(change.value), step: target.step) }
        let words = changes.map { "\($0.name) \($0.value.short), was \((failed[$0.name] ?? 0).short)" }.joined(separator: " and ")
        try warn("rollback \(before + 1) of \(settings.int("rollbacks")): \(reason) at step \(from); back at step \(target.step) with \(words)")
        publishSettings()
    }

    /// The newest whole checkpoint from before the trouble began. One that led to trouble before gives way to an older one.
    private func lastGoodCheckpoint() -> Checkpoint? {
        let limit = Doctor.lastGoodStep(history), tried = Set(steering.written.rollbacks.map(\.to))
        let broken = Set(folder.newestWhole().broken.map(\.checkpoint.path))
        let good = folder.checkpoints().filter { $0.step <= limit && !broken.contains($0.path) }
        return good.first { !tried.contains($0.step) } ?? good.last
    }

    /// Everything that was measured after `step` belongs to a future that will not be.
    private func forget(after step: Int) throws {
        try log.forget(after: step)
        try log.scalar("time/seconds", Float(clock.seconds), step: step)
        history.forget(after: step)
        scores.removeAll { $0.step > step }
        averages.reset()
        rate.restart()
        (lastSampled, areWeightsFinite, findings) = (nil, true, [])
        let scores = scores
        publish { status in
            (status.step, status.scores, status.findings) = (step, scores, [])
            status.discriminatorLoss.forget(after: step)
            status.generatorLoss.forget(after: step)
            for tag in status.curves.keys { status.curves[tag]?.forget(after: step) }
        }
    }
}
