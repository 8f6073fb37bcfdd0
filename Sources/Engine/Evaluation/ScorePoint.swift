/// A score taken while a run trained.
public struct ScorePoint: Sendable, Equatable, Codable {
    /// Steps done.
    public var step: Int
    /// See `Score.frechet`; compare scores of equal numbers of samples only.
    public var frechet: Double
    public var samples: Int

    public init(step: Int, frechet: Double, samples: Int) { (self.step, self.frechet, self.samples) = (step, frechet, samples) }
}
