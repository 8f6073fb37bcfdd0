/// How often training leaves out which part of an image's condition (condition dropout: Ho and Salimans 2022,
/// "Classifier-free diffusion guidance").
package struct ConditionDropout: Sendable {
    /// Fraction of images without any condition.
    let unconditional: Float
    /// Fraction of the other images whose condition includes the image's own embedding, alone or with captions and
    /// sounds.
    let ownImage: Float

    package init(unconditional: Float, ownImage: Float) {
        (self.unconditional, self.ownImage) = (unconditional, ownImage)
    }

    /// For networks that generate. Their conditions always include an image: `InstanceConditioning` adds one to every
    /// prompt.
    package static let generating = ConditionDropout(unconditional: 0, ownImage: 1)
    /// For networks that repair. The original's embedding would give away what its holes hide, and most prompts are
    /// text.
    package static let repairing = ConditionDropout(unconditional: 0.1, ownImage: 0.25)
}
