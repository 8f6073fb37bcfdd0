import Models
import Runs
import Training

extension TrainingSession {
    /// The tag of diagnostics in the event log.
    static let diagnosticsTag = "diagnostics"
    /// Steps between two diagnoses.
    private static let interval = 50

    /// Applies the rules to the history, and reports new and resolved issues.
    func diagnose() throws { try report(rules.diagnostics(history)) }

    private func report(_ found: [Diagnostic]) throws {
        for diagnostic in found where !diagnostics.contains(where: { $0.issue == diagnostic.issue }) {
            try warn(diagnostic.text)
        }
        for old in diagnostics where !found.contains(where: { $0.issue == old.issue }) {
            try note("diagnostics: no longer \(old.issue.rawValue)")
        }
        guard found != diagnostics else { return }
        diagnostics = found
        publish { $0.diagnostics = found }
    }

    private func warn(_ text: String) throws {
        try log.text(Self.diagnosticsTag, text, step: trainer.step)
        publish { $0.log("diagnostics: \(text)", isWarning: true) }
    }

    /// Diagnoses at the interval and rolls back a diverged run.
    /// - Returns: whether the run was rolled back.
    func rollBackIfDiverged() throws -> Bool {
        let interval = trainer.settings.logInterval, step = trainer.step
        guard step % interval == 0 else { return false }
        guard areWeightsFinite else {
            try rollBack(because: "a weight is not a finite number")
            return true
        }
        // At fixed steps, so that a resumed run diagnoses at the same ones.
        guard step / Self.interval != (step - interval) / Self.interval else { return false }
        let found = rules.diagnostics(history)
        guard let divergence = found.first(where: { $0.issue == .divergence }) else {
            try report(found)
            return false
        }
        try rollBack(because: divergence.evidence)
        return true
    }

    /// Rolls the run back to its last good checkpoint with lower learning rates.
    ///
    /// The decision depends only on files and settings and is recorded, so a resumed run is the same run.
    /// - Throws: `TrainingError.diverged` after `max_rollbacks` rollbacks.
    func rollBack(because reason: String) throws {
        try checkpoints.wait()
        let from = trainer.step, before = liveSettings.written.rollbacks.count,
            failed = trainer.settings.values.mapValues(\.number)
        let target = lastGoodCheckpoint()
        guard before < trainer.settings.maxRollbacks, let target else {
            let newest = target?.step ?? folder.newestIntact().checkpoint?.step ?? 0
            throw TrainingError.diverged(run: folder.path, step: from, checkpoint: newest, rollbacks: before)
        }
        let checkpoint = try OpenedCheckpoint(target.path), settings = checkpoint.settings
        let changes = Mitigation.changes(from: settings.values.mapValues(\.number), failed: failed, after: before)
        guard !changes.isEmpty else {
            throw TrainingError.diverged(run: folder.path, step: from, checkpoint: target.step, rollbacks: before)
        }
        // Later checkpoints first: a process that is killed here resumes before the divergence and rolls back again.
        folder.removeCheckpoints(after: target.step)
        try trainer.restore(checkpoint.tensors, step: target.step, settings: settings)
        try liveSettings.rollBack(Rollback(from: from, to: target.step, reason: reason), changing: changes, in: trainer)
        try discard(after: target.step)
        for change in changes { try log.scalar("setting/\(change.name)", Float(change.value), step: target.step) }
        let words = changes.map { "\($0.name) \($0.value.short), was \((failed[$0.name] ?? 0).short)" }.joined(
            separator: " and ")
        try warn(
            "rollback \(before + 1) of \(settings.maxRollbacks): \(reason) at step \(from); continuing from step \(target.step) with \(words)"
        )
        publishSettings()
    }

    /// The newest intact checkpoint before the divergence that no earlier rollback used; else the oldest one before it.
    private func lastGoodCheckpoint() -> Checkpoint? {
        let limit = TrainingDiagnostics.lastGoodStep(history), tried = Set(liveSettings.written.rollbacks.map(\.to))
        let broken = Set(folder.newestIntact().broken.map(\.checkpoint.path))
        let good = folder.checkpoints().filter { $0.step <= limit && !broken.contains($0.path) }
        return good.first { !tried.contains($0.step) } ?? good.last
    }

    /// Removes the measurements after `step`.
    private func discard(after step: Int) throws {
        try log.discard(after: step)
        try log.scalar("time/seconds", Float(clock.seconds), step: step)
        history.removeAll(after: step)
        scores.removeAll { $0.step > step }
        pendingScores.removeAll(after: step)
        means.reset()
        rate.restart()
        (lastSampled, areWeightsFinite, diagnostics) = (nil, true, [])
        let scores = scores
        publish { status in
            (status.step, status.scores, status.diagnostics) = (step, scores, [])
            for tag in status.curves.keys { status.curves[tag]?.removeAll(after: step) }
        }
    }
}
