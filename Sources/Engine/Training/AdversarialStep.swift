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
        /// (N, E) what is known of each real picture, for conditional networks; the generated ones are to be of the same kinds.
        public static let condition = "condition"
        /// (N, Z), only when noise is given instead of drawn.
        public static let noise = "noise"
        /// (N, H·W·(C + 1)) the real pictures, damaged, for generators that repair.
        public static let damaged = "damaged"
        public static func stepSize(_ network: String) -> String { "\(network).stepSize" }
        public static func secondScale(_ network: String) -> String { "\(network).secondScale" }
        public static let averageRest = "average.rest"
        /// Weight of the gradient penalty, when the objective has one.
        public static let penalty = "discriminator.penalty"
        /// Weights of what conditional networks of a joint space learn besides, see `Matching`.
        public static let mismatch = "discriminator.mismatch", alignment = "generator.alignment"
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

    /// A step to compile: with the gradient penalty or without.
    public struct Variant {
        public let losses: Losses
        /// The discriminator's new weights: computing them is what changes the state.
        public let discriminatorUpdates: [Tensor]
        /// The generator's, and all statistics.
        public let generatorUpdates: [Tensor]
        public var updates: [Tensor] { discriminatorUpdates + generatorUpdates }
        /// The new averages, which not every step needs to compute.
        public let averageUpdates: [Tensor]
    }

    public let plain: Variant
    /// The step with the gradient penalty, for objectives that have one.
    public let penalised: Variant?
    /// The weights as stored.
    public let generator: Weights
    public let discriminator: Weights
    public let average: Weights

    public var losses: Losses { plain.losses }
    public var updates: [Tensor] { plain.updates }
    public var averageUpdates: [Tensor] { plain.averageUpdates }

    /// Prefix of averaged generator weights.
    public static let averageName = "generator_average"

    /// Adds the step to `graph`.
    /// - Parameters:
    ///   - drawsNoise: false to read the noise from an input, so that tests can compare with other programs.
    ///   - encoder: weights of the joint space's encoder of pictures, where `graph` has them; nil to declare them.
    public init(_ architecture: Architecture, in graph: Graph, batch: Int, drawsNoise: Bool = true, encoder: Weights? = nil) {
        let (G, D, adam) = (architecture.generator, architecture.discriminator, architecture.adam)
        (generator, discriminator) = (G.declare(in: graph), D.declare(in: graph))
        average = G.declare(in: graph, as: Self.averageName)

        let real = graph.input(Input.real, [batch, architecture.pixels])
        let given: Shape = [batch, architecture.inputExtent]
        let z = architecture.repairs ? graph.input(Input.damaged, given) : drawsNoise ? graph.normal(given) : graph.input(Input.noise, given)
        let condition = architecture.condition.map { graph.input(Input.condition, [batch, $0.extent]) }
        var generating = Pass(isTraining: true, condition: condition)
        let fake = architecture.pictures(from: z, generator, &generating)
        var alignment: Tensor?, mismatch: Tensor?
        if architecture.matches, let space = architecture.joint, let condition {
            let seen = space.image(fake, encoder ?? space.image.declare(in: graph))
            alignment = Matching.alignmentLoss(seen, condition) * graph.input(Input.alignment, .scalar)
            mismatch = graph.input(Input.mismatch, .scalar)
        }
        let half = Half(architecture: architecture, real: real, fake: fake, condition: condition, generator: generator, discriminator: discriminator, average: average,
                        moments: (adam.declareMoments(of: generator), adam.declareMoments(of: discriminator)),
                        scalars: (Self.scalars(G, in: graph), Self.scalars(D, in: graph)),
                        averageRest: graph.input(Input.averageRest, .scalar), statistics: generating.updates(),
                        alignment: alignment, mismatch: mismatch, marked: architecture.marked(z),
                        weights: Self.weights(of: architecture.reconstruction, in: graph))
        plain = half.variant(penalty: nil)
        penalised = architecture.penalty.map { penalty in
            half.variant(penalty: graph.input(Input.penalty, .scalar) * Float(penalty.interval))
        }
    }

    private static func weights(of reconstruction: Reconstruction?, in graph: Graph) -> [Reconstruction.Weight: Tensor] {
        Dictionary(uniqueKeysWithValues: (reconstruction?.weights ?? []).map { ($0, graph.input($0.rawValue, .scalar)) })
    }

    private static func scalars(_ network: Network, in graph: Graph) -> Adam.Scalars {
        Adam.Scalars(stepSize: graph.input(Input.stepSize(network.name), .scalar),
                     secondScale: graph.input(Input.secondScale(network.name), .scalar))
    }
}

/// What both variants of a step share, and the two halves that follow from it.
private struct Half {
    let architecture: Architecture
    let real: Tensor, fake: Tensor, condition: Tensor?
    let generator: Weights, discriminator: Weights, average: Weights
    let moments: (generator: Adam.Moments, discriminator: Adam.Moments)
    let scalars: (generator: Adam.Scalars, discriminator: Adam.Scalars)
    let averageRest: Tensor
    let statistics: [Tensor]
    /// Of networks that learn to match pictures with what is told: the generator's part of its loss, the weight of the discriminator's.
    let alignment: Tensor?, mismatch: Tensor?
    /// Of generators that repair.
    let marked: Tensor?
    let weights: [Reconstruction.Weight: Tensor]

    func variant(penalty: Tensor?) -> AdversarialStep.Variant {
        let (graph, D, objective) = (real.graph, architecture.discriminator, architecture.objective)
        var judging = Pass(isTraining: true, condition: condition)
        let (realLogits, fakeLogits, mismatched, seen) = logits(&judging)
        var discriminatorLoss = objective.discriminatorLoss(realLogits: realLogits, fakeLogits: fakeLogits)
        if let mismatched, let mismatch {
            discriminatorLoss = discriminatorLoss + objective.discriminatorLoss(realLogits: realLogits, fakeLogits: mismatched) * mismatch
        }
        if let penalty {
            discriminatorLoss = discriminatorLoss + self.penalty(realLogits, fakeLogits, seen, &judging) * penalty
        }
        let newDiscriminator = architecture.adam.update(
            discriminator, moments.discriminator,
            along: graph.gradient(of: discriminatorLoss, withRespectTo: discriminator.learned.map(\.tensor)), scalars.discriminator)

        // Generator: the same images before the updated discriminator.
        let verdict = D(shown(fake), newDiscriminator, &judging)
        let realVerdict = objective.isRelative ? D(shown(real), newDiscriminator, &judging) : realLogits
        var generatorLoss = reconstructing(objective.generatorLoss(realLogits: realVerdict, fakeLogits: verdict), newDiscriminator, &judging)
        if let alignment { generatorLoss = generatorLoss + alignment }
        let newGenerator = architecture.adam.update(
            generator, moments.generator,
            along: graph.gradient(of: generatorLoss, withRespectTo: generator.learned.map(\.tensor)), scalars.generator)
        let newAverage = Averaging.update(average, towards: newGenerator, rest: averageRest)

        let losses = AdversarialStep.Losses(discriminator: discriminatorLoss, generator: generatorLoss,
                                            realProbability: realLogits.sigmoid.mean, fakeProbability: fakeLogits.sigmoid.mean)
        return AdversarialStep.Variant(losses: losses, discriminatorUpdates: newDiscriminator.learned.map(\.tensor),
                                       generatorUpdates: newGenerator.learned.map(\.tensor) + statistics + judging.updates(),
                                       averageUpdates: newAverage.tensors.map(\.tensor))
    }

    /// Logits of both batches, those of real pictures told another's condition where the discriminator learns from them, and the images they were
    /// given for.
    private func logits(_ judging: inout Pass) -> (real: Tensor, fake: Tensor, mismatched: Tensor?, seen: [Tensor]) {
        let (D, batch) = (architecture.discriminator, real.shape[0])
        let (real, fake) = (shown(real), shown(fake))
        // A network that normalises over its batch must not see real and generated images in one.
        guard !D.looksAtBatch else { return (D(real, discriminator, &judging), D(fake, discriminator, &judging), nil, [real, fake]) }
        // Both batches in one pass: one large product instead of two small ones.
        let images = Tensor.concatenated([real, fake], axis: 0)
        judging.condition = condition.map { .concatenated([$0, $0], axis: 0) }
        let stages = D.stages(images, discriminator, &judging), both = stages[stages.count - 1]
        var mismatched: Tensor?
        if mismatch != nil, let condition {
            // What is seen in a picture does not depend on what is told: the last layer alone is asked once more.
            judging.condition = Matching.othersConditions(condition)
            mismatched = D.verdict(stages[stages.count - 2].sliced(axis: 0, 0..<batch), discriminator, &judging)
        }
        judging.condition = condition
        return (both.sliced(axis: 0, 0..<batch), both.sliced(axis: 0, batch..<2 * batch), mismatched, [images])
    }

    /// The generator's loss with what it learns besides the adversary's verdict.
    private func reconstructing(_ adversarial: Tensor, _ discriminator: Weights, _ judging: inout Pass) -> Tensor {
        guard let reconstruction = architecture.reconstruction, let marked, let pixels = weights[.pixels], let adversary = weights[.adversary] else {
            return adversarial
        }
        let loss = reconstruction.pixelLoss(fake, real, marked: marked) * pixels + adversarial * adversary
        guard let features = weights[.features] else { return loss }
        let D = architecture.discriminator
        let seen = [fake, real].map { D.features(shown($0), discriminator, &judging) }
        return loss + reconstruction.featureLoss(seen[0], seen[1]) * features
    }

    /// Images as the discriminator sees them.
    private func shown(_ images: Tensor) -> Tensor { architecture.augments ? Augmentation.apply(images, architecture) : images }

    /// The penalty's value before its weight.
    private func penalty(_ realLogits: Tensor, _ fakeLogits: Tensor, _ seen: [Tensor], _ judging: inout Pass) -> Tensor {
        let (graph, batch) = (real.graph, real.shape[0])
        switch architecture.penalty?.kind {
        case .slopes, nil:
            let slopes = graph.gradient(of: realLogits.sum + fakeLogits.sum, withRespectTo: seen)
            return slopes.map { $0.squared.sum }.reduce(graph.constant(0)) { $0 + $1 } * (0.5 / Float(batch))
        case .unitSlopesBetween:
            let share = graph.uniform([batch, 1])
            let between = fake + (real - fake) * share
            let slopes = graph.gradient(of: architecture.discriminator(between, discriminator, &judging).sum, withRespectTo: [between])[0]
            return ((slopes.squared.sum(to: [batch, 1]) + 1e-12).squareRoot - 1).squared.mean
        }
    }
}
