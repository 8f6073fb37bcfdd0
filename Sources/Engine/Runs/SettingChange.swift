/// A setting that was changed while a run trained.
public struct SettingChange: Sendable, Equatable {
    /// Who changed it.
    public enum Author: String, Sendable, CaseIterable {
        case user, doctor
    }

    /// Steps done when it was changed: the value holds from the next step on.
    public var step: Int
    /// The setting's dotted name.
    public var name: String
    public var value: Double
    public var author: Author

    public init(step: Int, name: String, value: Double, author: Author = .user) {
        (self.step, self.name, self.value, self.author) = (step, name, value, author)
    }
}
