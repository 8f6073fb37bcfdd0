import Runs
import Training

/// Settings that change while a run trains. Changes are recorded in `run.toml`, so that a run resumed or reproduced from that file has the
/// same settings at the same steps.
struct LiveSettings {
    /// The run file as it is on disk.
    private(set) var written: RunFile
    private let path: String
    /// Recorded changes that a run resumed from an earlier checkpoint has not applied yet, in order.
    private var pending: [SettingChange]

    /// - Parameters:
    ///   - written: the content of `path`.
    ///   - step: the step that the run continues from; its checkpoint contains earlier changes.
    /// - Throws: `RunError.invalidChange` for an unknown or fixed setting, and for a value out of range.
    init(_ written: RunFile, path: String, from step: Int) throws(RunError) {
        (self.written, self.path) = (written, path)
        pending = written.changes.filter { $0.step >= step && !$0.isOnResume }
        for change in written.changes {
            do throws(SettingError) {
                let setting = try Setting.named(change.name)
                guard setting.isLive || setting.changesOnResume else { throw .notLive(setting) }
                _ = try setting.checked(change.value)
            } catch {
                throw .invalidChange(path: path, step: change.step, reason: error.description)
            }
        }
    }

    /// The applied changes up to `step`.
    func changes(until step: Int) -> [SettingChange] {
        written.changes.filter { change in change.step <= step && !pending.contains(change) }
    }

    /// Removes and returns the pending changes up to `step`.
    mutating func due(after step: Int) -> [SettingChange] {
        let count = pending.prefix { $0.step <= step }.count
        defer { pending.removeFirst(count) }
        return Array(pending.prefix(count))
    }

    /// Changes a setting from the next step on. The change is recorded first and not applied if that fails.
    ///
    /// It replaces changes of the same setting that are recorded for this step or later.
    /// - Returns: the previous value; nil where the setting has the value already.
    @discardableResult
    mutating func change(
        _ name: String, to new: SettingValue, by author: SettingChange.Author = .user, in trainer: Trainer
    ) throws -> SettingValue? {
        var settings = trainer.settings
        try settings.change(name, to: new)
        let value = settings.values[name] ?? new, before = trainer.settings.values[name] ?? value
        guard value != before || pending.contains(where: { $0.name == name }) else { return nil }
        var next = written
        next.changes.removeAll { $0.name == name && $0.step >= trainer.step }
        let position = next.changes.firstIndex { $0.step > trainer.step } ?? next.changes.count
        next.changes.insert(SettingChange(step: trainer.step, name: name, value: value, author: author), at: position)
        try write(next)
        pending.removeAll { $0.name == name }
        try trainer.change(name, to: value)
        return before
    }

    /// Records a rollback with the changed settings, and applies all recorded changes at the step that the run continues from.
    /// - Precondition: `trainer` is at that step.
    mutating func rollBack(_ rollback: Rollback, changing changes: [(name: String, value: Double)], in trainer: Trainer)
        throws
    {
        precondition(trainer.step == rollback.to, "the trainer is at step \(trainer.step), not \(rollback.to)")
        var next = written
        next.rollbacks.append(rollback)
        for (name, value) in changes {
            next.changes.removeAll { $0.name == name && $0.step >= rollback.to }
            let position = next.changes.firstIndex { $0.step > rollback.to } ?? next.changes.count
            next.changes.insert(
                SettingChange(step: rollback.to, name: name, value: .real(value), author: .diagnostics), at: position)
        }
        try write(next)
        pending = next.changes.filter { $0.step >= rollback.to && !$0.isOnResume }
        for change in due(after: rollback.to) { try trainer.change(change.name, to: change.value) }
    }

    /// Records the end of the run.
    mutating func end(atStep steps: Int?, orMinutes minutes: Double?) throws {
        var next = written
        (next.steps, next.minutes) = (steps, minutes)
        try write(next)
    }

    private mutating func write(_ next: RunFile) throws {
        try next.write(to: path)
        written = next
    }
}
