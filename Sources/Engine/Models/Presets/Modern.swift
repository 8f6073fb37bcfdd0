import Conditioning
package import Datasets
package import Networks
package import Runs
import Tensors

// N batch, E length of a condition.

/// A strong and fast GAN for small images on a CPU: a relativistic loss with R1 and R2 penalties (Huang et al. 2024, "The GAN is dead; long
/// live the GAN!"), a discriminator without normalization, EMA weights, and high learning rates.
package struct Modern: Model {
    package let shape: ImageShape
    package let generator: Generator
    package let discriminator: Network
    private let augmentation: Augmentation
    private let penaltyInterval: Int

    /// Length of the learned embedding of a condition, which is concatenated with the noise.
    private static let embeddingSize = 32

    /// - Parameter condition: what both networks are conditioned on: the generator behind its noise and, for an embedding, by FiLM in every layer;
    ///   the discriminator by projection (Miyato and Koyama 2018).
    package init(_ settings: Settings, condition: Condition? = nil) {
        shape = ImageShape(settings.imageSize, channels: settings.channels)
        generator = Generator(
            Self.generator(shape, latentDim: settings.latentDim, baseChannels: settings.baseChannels, condition),
            from: .noise(settings.latentDim), shape: shape, condition: condition)
        discriminator = Self.discriminator(shape, baseChannels: settings.baseChannels, condition)
        augmentation = Augmentation(shape, isOn: settings.augment)
        penaltyInterval = settings.gradientPenaltyInterval
    }

    package var networks: [Network] { [generator.network, discriminator] }
    package var adversarialLoss: AdversarialLoss? { .relativistic }

    package func training(on run: RunInputs, in graph: TrainingGraph) throws -> TrainingProgram {
        let N = run.settings.batchSize
        let classes: ClassConditions? =
            if case .classes(let count) = generator.condition { try ClassConditions(run.images, classes: count) } else {
                nil
            }
        return TrainingProgram(stages: [
            TrainingStage("adversarial", batches: run.batches(size: N)) { step in
                declare(
                    &step, real: step.realImages(run, batchSize: N),
                    condition: classes.map { step.conditions($0, batchSize: N) })
            }
        ])
    }

    /// Declares the step.
    /// - Parameter conditionLosses: what the networks learn of their condition besides, for conditions from an embedding space.
    func declare(_ step: inout Step, real: Tensor, condition: Tensor?, conditionLosses: ConditionLosses? = nil) {
        let (G, D, adam, loss) = (
            generator.network, discriminator, Adam(beta1: 0, beta2: 0.99), AdversarialLoss.relativistic
        )
        let N = real.shape[0]
        var generating = ForwardContext(isTraining: true, condition: condition)
        var discriminating = ForwardContext(isTraining: true, condition: condition)
        let fake = generator(step.noise([N, generator.latentDim]), step.weights(G), context: &generating)

        let pass = DiscriminatorPass(
            D, step.weights(D), real: augmentation.apply(real), generated: augmentation.apply(fake),
            condition: condition,
            &discriminating)
        var discriminatorLoss = loss.discriminatorLoss(realLogits: pass.real, fakeLogits: pass.generated)
        if let conditionLosses, let condition, let features = pass.realFeatures {
            let mismatched = conditionLosses.mismatchedLogits(D, step.weights(D), features, condition, &discriminating)
            discriminatorLoss =
                discriminatorLoss
                + loss.discriminatorLoss(realLogits: pass.real, fakeLogits: mismatched)
                * step.setting(\.mismatchedConditionLoss)
        }
        if let penalty = step.every(penaltyInterval, { GradientPenalty.r1r2(pass, batchSize: N) }) {
            discriminatorLoss = discriminatorLoss + penalty * step.gradientPenaltyWeight(interval: penaltyInterval)
        }
        let updatedD = step.update(D, minimizing: discriminatorLoss, adam, learningRate: \.discriminatorLearningRate)

        let fakeLogits = D(augmentation.apply(fake), updatedD, &discriminating)
        let realLogits = D(augmentation.apply(real), updatedD, &discriminating)
        var generatorLoss = loss.generatorLoss(realLogits: realLogits, fakeLogits: fakeLogits)
        if let conditionLosses, let condition {
            generatorLoss =
                generatorLoss + conditionLosses.contrastiveLoss(fake, condition, in: step)
                * step.setting(\.contrastiveLoss)
        }
        let updatedG = step.update(
            G, minimizing: generatorLoss, adam, learningRate: \.generatorLearningRate,
            statistics: [generating, discriminating])
        step.average(G, updatedG)
        step.report(discriminatorLoss: discriminatorLoss, generatorLoss: generatorLoss, pass)
    }
}

extension Modern {
    private static func generator(_ shape: ImageShape, latentDim: Int, baseChannels: Int, _ condition: Condition?)
        -> Network
    {
        let pyramid = Pyramid(of: shape), maps = Pyramid.maps(baseChannels, levels: pyramid.halvings + 1)
        // A class is concatenated with the noise alone; an embedding says more and also modulates every layer.
        let embedding: Condition? = if case .embedding? = condition { condition } else { nil }
        func normalized(_ channels: Int) -> [any Layer] {
            [BatchNorm2d(channels)] + (embedding.map { [FiLM(channels, $0)] } ?? []) + [Activation.relu]
        }
        let inputs = latentDim + (condition == nil ? 0 : embeddingSize)
        var layers: [any Layer] = condition.map { [ConcatenateCondition($0, embedding: embeddingSize)] } ?? []
        layers +=
            [
                Unflatten(height: 1, width: 1, channels: inputs),
                ConvTranspose2d(inputs, maps[pyramid.halvings], pyramid.window, bias: false),
            ]
            + normalized(maps[pyramid.halvings])
        for level in (1..<pyramid.halvings + 1).reversed() where level > 1 {
            layers +=
                [ConvTranspose2d(maps[level], maps[level - 1], 4, stride: 2, padding: 1, bias: false)]
                + normalized(maps[level - 1])
        }
        if embedding != nil, shape.channels > 1 {
            // A modulated layer at full size sharpens corners of colour images; grey photographs gained nothing from it (docs/decisions/0008).
            let finest = max(1, baseChannels / 2)
            layers +=
                [ConvTranspose2d(maps[1], finest, 4, stride: 2, padding: 1, bias: false)] + normalized(finest) + [
                    Conv2d(finest, shape.channels, 1)
                ]
        } else {
            layers.append(ConvTranspose2d(maps[1], shape.channels, 4, stride: 2, padding: 1))
        }
        return Network("generator", layers + [Activation.tanh, Flatten()])
    }

    private static func discriminator(_ shape: ImageShape, baseChannels: Int, _ condition: Condition?) -> Network {
        let pyramid = Pyramid(of: shape), maps = Pyramid.maps(baseChannels, levels: pyramid.halvings + 1)
        var layers: [any Layer] = [Unflatten(height: shape.height, width: shape.width, channels: shape.channels)]
        for level in 0..<pyramid.halvings {
            layers += [
                Conv2d(level == 0 ? shape.channels : maps[level - 1], maps[level], 4, stride: 2, padding: 1),
                Activation.leakyReLU(0.2),
            ]
        }
        // Once more past the smallest size, 7 to 3 or 4 to 2: a cheap layer with a wide view.
        layers += [
            Conv2d(maps[pyramid.halvings - 1], maps[pyramid.halvings], 4, stride: 2, padding: 1),
            Activation.leakyReLU(0.2),
        ]
        let features = pyramid.narrowest.taps * maps[pyramid.halvings]
        layers +=
            condition.map { [Flatten(), ProjectionHead(features, $0)] } ?? [
                Conv2d(maps[pyramid.halvings], 1, pyramid.narrowest), Flatten(),
            ]
        return Network("discriminator", layers)
    }
}
