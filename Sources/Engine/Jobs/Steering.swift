/// What is changed while a run trains: kept in `run.toml`, so that a run that is resumed, or made again from that file
/// alone, has the same settings after the same steps.
struct Steering {
    /// The run's settings as they are on disk.
    private(set) var written: RunSettings
    private let path: String
    /// Recorded changes that the run, resumed from an earlier checkpoint, has still to repeat; in order.
    private var pending: [SettingChange]

    /// - Parameters:
    ///   - written: what `path` holds.
    ///   - step: where the run goes on; what was recorded after fewer steps is in its checkpoint.
    /// - Throws: `RunError.change` for a change that no run can take.
    init(_ written: RunSettings, path: String, from step: Int) throws(RunError) {
        (self.written, self.path) = (written, path)
        pending = written.changes.filter { $0.step >= step }
        for change in written.changes {
            do throws(SettingError) {
                let setting = try Setting.named(change.name)
                guard setting.isLive else { throw .notLive(setting) }
                _ = try setting.checked(change.value)
            } catch {
                throw .change(path: path, step: change.step, reason: error.description)
            }
        }
    }

    /// The changes that `step` steps have led to, so far.
    func made(until step: Int) -> [SettingChange] {
        written.changes.filter { change in change.step <= step && !pending.contains(change) }
    }

    /// Takes out the changes to repeat now that `step` steps are done.
    mutating func due(after step: Int) -> [SettingChange] {
        let count = pending.prefix { $0.step <= step }.count
        defer { pending.removeFirst(count) }
        return Array(pending.prefix(count))
    }

    /// Changes a setting from the next step on, and records it first: what cannot be kept is not done.
    ///
    /// It takes the place of what was recorded for the same setting after this step or later: the newest word counts.
    /// - Returns: the value before; nil where there was nothing to change.
    @discardableResult
    mutating func change(_ name: String, to value: Double, by author: SettingChange.Author = .user, in trainer: Trainer) throws -> Double? {
        var settings = trainer.settings
        try settings.change(name, to: value)
        let before = trainer.settings[name]
        guard value != before || pending.contains(where: { $0.name == name }) else { return nil }
        var next = written
        next.changes.removeAll { $0.name == name && $0.step >= trainer.step }
        let place = next.changes.firstIndex { $0.step > trainer.step } ?? next.changes.count
        next.changes.insert(SettingChange(step: trainer.step, name: name, value: value, author: author), at: place)
        try write(next)
        pending.removeAll { $0.name == name }
        try trainer.change(name, to: value)
        return before
    }

    /// Takes the run back: records it with what is changed, and repeats what else was changed after the step it goes on from.
    ///
    /// `trainer` stands at that step already.
    mutating func goBack(_ rollback: Rollback, changing changes: [(name: String, value: Double)], in trainer: Trainer) throws {
        precondition(trainer.step == rollback.to, "the trainer is at step \(trainer.step), not \(rollback.to)")
        var next = written
        next.rollbacks.append(rollback)
        for (name, value) in changes {
            next.changes.removeAll { $0.name == name && $0.step >= rollback.to }
            let place = next.changes.firstIndex { $0.step > rollback.to } ?? next.changes.count
            next.changes.insert(SettingChange(step: rollback.to, name: name, value: value, author: .doctor), at: place)
        }
        try write(next)
        pending = next.changes.filter { $0.step >= rollback.to }
        for change in due(after: rollback.to) { try trainer.change(change.name, to: change.value) }
    }

    /// Records where the run ends.
    mutating func end(atStep steps: Int?, orMinutes minutes: Double?) throws {
        var next = written
        (next.steps, next.minutes) = (steps, minutes)
        try write(next)
    }

    private mutating func write(_ next: RunSettings) throws {
        try next.write(to: path)
        written = next
    }
}
