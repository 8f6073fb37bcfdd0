/// What a run said of itself between two points of its event log: means of what its steps reported.
public struct Vitals: Sendable, Equatable {
    /// Steps done.
    public var step: Int
    public var discriminatorLoss: Float
    public var generatorLoss: Float
    /// Mean probability of being real that the discriminator gives to real and to generated images.
    public var realProbability: Float
    public var fakeProbability: Float
    /// See `Trainer.Norms`.
    public var discriminatorGradient: Float
    public var generatorGradient: Float

    public init(step: Int, discriminatorLoss: Float, generatorLoss: Float, realProbability: Float = 0.5,
                fakeProbability: Float = 0.5, discriminatorGradient: Float = 1, generatorGradient: Float = 1) {
        (self.step, self.discriminatorLoss, self.generatorLoss) = (step, discriminatorLoss, generatorLoss)
        (self.realProbability, self.fakeProbability) = (realProbability, fakeProbability)
        (self.discriminatorGradient, self.generatorGradient) = (discriminatorGradient, generatorGradient)
    }

    /// The larger of both losses, without its sign; infinite where one is no number.
    var largestLoss: Float {
        guard discriminatorLoss.isFinite, generatorLoss.isFinite else { return .infinity }
        return max(abs(discriminatorLoss), abs(generatorLoss))
    }
}
