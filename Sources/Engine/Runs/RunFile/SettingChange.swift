/// A setting that was changed while a run trained.
package struct SettingChange: Sendable, Equatable {
    /// The cause of the change.
    package enum Author: String, Sendable, CaseIterable {
        case user, diagnostics
    }

    /// The step after which it changed; the value holds from the next step on.
    package var step: Int
    /// The setting's dotted name.
    package var name: String
    package var value: SettingValue
    package var author: Author

    /// Whether it is one of the changes that take effect where a run is resumed.
    package var isOnResume: Bool { (try? Setting.named(name))?.changesOnResume == true }

    package init(step: Int, name: String, value: SettingValue, author: Author = .user) {
        (self.step, self.name, self.value, self.author) = (step, name, value, author)
    }
}

extension RunFile {
    /// The values that recorded changes on resume gave from `step` on: the checkpoint of that step does not have them.
    package func changesOnResume(from step: Int) -> [String: SettingValue] {
        changes.filter { $0.step >= step && $0.isOnResume }.reduce(into: [:]) { $0[$1.name] = $1.value }
    }

    /// Records a change; it replaces those of the same setting at this step and later.
    package mutating func record(_ name: String, _ value: SettingValue, at step: Int) {
        changes.removeAll { $0.name == name && $0.step >= step }
        let position = changes.firstIndex { $0.step > step } ?? changes.count
        changes.insert(SettingChange(step: step, name: name, value: value), at: position)
    }
}
