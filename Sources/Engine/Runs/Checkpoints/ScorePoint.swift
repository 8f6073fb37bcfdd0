/// A score computed during training.
package struct ScorePoint: Sendable, Equatable, Codable {
    /// The training step.
    package var step: Int
    /// The Fréchet distance; comparable only between scores of the same number of samples.
    package var frechet: Double
    package var samples: Int

    package init(step: Int, frechet: Double, samples: Int) {
        (self.step, self.frechet, self.samples) = (step, frechet, samples)
    }
}
