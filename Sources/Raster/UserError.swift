/// An error that is reported to the user in one line: where, what, what to do.
///
/// Each module has its own enums; `UserMessage` puts the line together.
package protocol UserError: Error, Sendable, CustomStringConvertible {
    /// The fault, e.g. "the PNG ends early".
    var what: String { get }
    /// The file, option or setting; nil where there is none.
    var location: String? { get }
    /// What the user can do, e.g. "copy the file again"; empty for nothing.
    var suggestion: Suggestion { get }
    /// True for a wrong command (exit code 2), false for failed work (exit code 1).
    var isUsage: Bool { get }
}

extension UserError {
    package var isUsage: Bool { false }

    /// The one line: `location: what; suggestion`, without flags, fields and keys.
    package var description: String { UserMessage(self).description }
}
