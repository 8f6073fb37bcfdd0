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

    package init(step: Int, name: String, value: SettingValue, author: Author = .user) {
        (self.step, self.name, self.value, self.author) = (step, name, value, author)
    }
}
