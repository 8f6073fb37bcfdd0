/// A scalar that every step of a stage reports: its tag in the event log.
package struct Metric: Sendable, Hashable {
    /// E.g. "loss/generator", as TensorBoard shows it.
    package let tag: String
    /// Whether the run diverges when it is not a finite number.
    package let isLoss: Bool

    package init(_ tag: String, isLoss: Bool = false) { (self.tag, self.isLoss) = (tag, isLoss) }

    package static let generatorLoss = Metric("loss/generator", isLoss: true)
    package static let discriminatorLoss = Metric("loss/discriminator", isLoss: true)
    /// Mean probability of being real that the discriminator gives to real images, D(x).
    package static let realProbability = Metric("probability/real")
    /// The same for generated images, D(G(z)).
    package static let generatedProbability = Metric("probability/generated")
    package static let pretrainingLoss = Metric("pretraining/loss", isLoss: true)
    /// Mean probability that the encoders give to matching pairs.
    package static let pretrainingProbability = Metric("pretraining/probability")
}
