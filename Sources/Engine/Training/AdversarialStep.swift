// N batch, Z latent, H height, W width, C channels.

/// One whole step of adversarial training as a graph: both networks, both losses, both gradients, both updates, averaging.
///
/// The order is Goodfellow et al. (2014) with one pass of the generator for both halves: the discriminator learns from a real and a
/// generated batch; then the generator learns from what the updated discriminator says of the same generated batch.
public struct AdversarialStep {
    /// Names of the graph's inputs.
    public enum Input {
        /// (N, H·W·C) real images in -1 to 1.
        public static let real = "real"
        /// (N, Z), only when noise is given instead of drawn.
        public static let noise = "noise"
        public static func stepSize(_ network: String) -> String { "\(network).stepSize" }
        public static func secondScale(_ network: String) -> String { "\(network).secondScale" }
        public static let averageRest = "average.rest"
    }

    /// What a step reports, one number each.
    public struct Losses {
        public let discriminator: Tensor
        public let generator: Tensor
        /// Mean probability the discriminator gives to real and to generated images being real.
        public let realProbability: Tensor
        public let fakeProbability: Tensor

        public var all: [Tensor] { [discriminator, generator, realProbability, fakeProbability] }
    }

    public let losses: Losses
    /// The new weights and averages: computing them is what changes the state.
    public let updates: [Tensor]
    /// The weights as stored.
    public let generator: Weights
    public let discriminator: Weights
    public let average: Weights

    /// Prefix of averaged generator weights.
    public static let averageName = "generator_average"

    /// Adds the step to `graph`.
    /// - Parameter drawsNoise: false to read the noise from an input, so that tests can compare with other programs.
    public init(_ architecture: Architecture, in graph: Graph, batch: Int, drawsNoise: Bool = true) {
        let (G, D) = (architecture.generator, architecture.discriminator)
        generator = G.declare(in: graph)
        discriminator = D.declare(in: graph)
        average = G.declare(in: graph, as: Self.averageName)

        let real = graph.input(Input.real, [batch, architecture.pixels])
        let z = drawsNoise ? graph.normal([batch, architecture.latent]) : graph.input(Input.noise, [batch, architecture.latent])
        let fake = G(z, generator)

        // Discriminator: both batches in one pass, which is one large product instead of two small ones.
        let both = D(.concatenated([real, fake], axis: 0), discriminator)
        let (realLogits, fakeLogits) = (both.sliced(axis: 0, 0..<batch), both.sliced(axis: 0, batch..<2 * batch))
        let discriminatorLoss = architecture.objective.discriminatorLoss(realLogits: realLogits, fakeLogits: fakeLogits)
        let newDiscriminator = architecture.adam.update(
            discriminator, along: graph.gradient(of: discriminatorLoss, withRespectTo: discriminator.tensors.map(\.tensor)),
            Self.scalars(D, in: graph))

        // Generator: the same images before the updated discriminator.
        let verdict = D(fake, newDiscriminator)
        let generatorLoss = architecture.objective.generatorLoss(realLogits: realLogits, fakeLogits: verdict)
        let newGenerator = architecture.adam.update(
            generator, along: graph.gradient(of: generatorLoss, withRespectTo: generator.tensors.map(\.tensor)),
            Self.scalars(G, in: graph))
        let newAverage = Averaging.update(average, towards: newGenerator, rest: graph.input(Input.averageRest, .scalar))

        losses = Losses(discriminator: discriminatorLoss, generator: generatorLoss,
                        realProbability: realLogits.sigmoid.mean, fakeProbability: fakeLogits.sigmoid.mean)
        updates = (newDiscriminator.tensors + newGenerator.tensors + newAverage.tensors).map(\.tensor)
    }

    private static func scalars(_ network: Network, in graph: Graph) -> Adam.Scalars {
        Adam.Scalars(stepSize: graph.input(Input.stepSize(network.name), .scalar),
                     secondScale: graph.input(Input.secondScale(network.name), .scalar))
    }
}
