/// A time that a run was taken back because training had diverged; what was changed then is among its changes.
public struct Rollback: Sendable, Equatable {
    /// Steps done when it was given up.
    public var from: Int
    /// The checkpoint that it went on from.
    public var to: Int
    /// In words.
    public var reason: String

    public init(from: Int, to: Int, reason: String) { (self.from, self.to, self.reason) = (from, to, reason) }
}
