/// A rollback of diverged training to an earlier checkpoint. The settings changed with it are among the run's changes.
package struct Rollback: Sendable, Equatable {
    /// The step at which training was stopped.
    package var from: Int
    /// The step of the checkpoint that training continued from.
    package var to: Int
    package var reason: String

    package init(from: Int, to: Int, reason: String) { (self.from, self.to, self.reason) = (from, to, reason) }
}
