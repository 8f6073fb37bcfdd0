/// A failure that the user can do something about: said in one line, what, where, what to do.
///
/// Each module has its own enum of cases that carry data; the words are put together here and printed in one place.
public protocol UserError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, e.g. "the PNG ends in the middle of its pixels".
    var what: String { get }
    /// The file, option or setting it is about; nil where there is none.
    var place: String? { get }
    /// What the user can do, e.g. "copy the file again".
    var remedy: String { get }
    /// True where the command itself was wrong, which the exit code tells apart from work that failed.
    var isUsage: Bool { get }
}

extension UserError {
    public var isUsage: Bool { false }

    /// The one line: `place: what; remedy`.
    public var description: String {
        (place.map { "\($0): " } ?? "") + what + (remedy.isEmpty ? "" : "; \(remedy)")
    }
}
