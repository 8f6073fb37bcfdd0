/// A checkpoint file of a run.
package struct Checkpoint: Sendable, Equatable {
    /// The training step it was written after.
    package let step: Int
    package let path: String

    package init(step: Int, path: String) { (self.step, self.path) = (step, path) }
}

/// A checkpoint file that is not intact, and why.
package struct BrokenCheckpoint: Sendable, Equatable {
    package let checkpoint: Checkpoint
    package let reason: String
}
