package import Datasets
package import Networks
package import Runs
import Tensors

/// A network that repairs: the losses of Context Encoders (Pathak et al. 2016), a U-Net against a patch discriminator as in pix2pix (Isola et
/// al. 2017), the mask beside the image and feature matching as in LaMa (Suvorov et al. 2022).
package struct ContextEncoder: Model {
    package let shape: ImageShape
    package let generator: Generator
    package let discriminator: Network
    private let penaltyInterval: Int

    /// - Parameter condition: what is known of each image; FiLM modulates the narrowest layer with it, which sees the whole image.
    package init(_ settings: Settings, condition: Condition? = nil) {
        shape = ImageShape(settings.imageSize, channels: settings.channels)
        generator = Generator(
            Self.generator(shape, baseChannels: settings.baseChannels, condition), from: .corruptedImage, shape: shape,
            condition: condition)
        discriminator = Self.discriminator(shape, baseChannels: settings.baseChannels)
        penaltyInterval = settings.gradientPenaltyInterval
    }

    package var networks: [Network] { [generator.network, discriminator] }
    package var adversarialLoss: AdversarialLoss? { .crossEntropy }

    package func training(on run: RunInputs, in graph: TrainingGraph) -> TrainingProgram {
        let N = run.settings.batchSize
        return TrainingProgram(stages: [
            TrainingStage("adversarial", batches: run.batches(size: N)) { step in
                declare(
                    &step, real: step.realImages(run, batchSize: N),
                    corrupted: step.corruptedImages(run, shape, batchSize: N), condition: nil)
            }
        ])
    }

    /// Declares the step.
    func declare(_ step: inout Step, real: Tensor, corrupted: Tensor, condition: Tensor?) {
        let (G, D, adam, loss) = (
            generator.network, discriminator, Adam(beta1: 0.5, beta2: 0.99), AdversarialLoss.crossEntropy
        )
        let N = real.shape[0]
        var generating = ForwardContext(isTraining: true, condition: condition)
        var discriminating = ForwardContext(isTraining: true, condition: condition)
        let repaired = generator(corrupted, step.weights(G), context: &generating)

        let pass = DiscriminatorPass(
            D, step.weights(D), real: real, generated: repaired, condition: condition, &discriminating)
        var discriminatorLoss = loss.discriminatorLoss(realLogits: pass.real, fakeLogits: pass.generated)
        if let penalty = step.every(penaltyInterval, { GradientPenalty.r1r2(pass, batchSize: N) }) {
            discriminatorLoss = discriminatorLoss + penalty * step.gradientPenaltyWeight(interval: penaltyInterval)
        }
        let updatedD = step.update(D, minimizing: discriminatorLoss, adam, learningRate: \.discriminatorLearningRate)

        let adversarial = loss.generatorLoss(realLogits: pass.real, fakeLogits: D(repaired, updatedD, &discriminating))
        let reconstruction =
            ReconstructionLoss.pixel(repaired, real, mask: generator.mask(corrupted)!) * step.setting(\.pixelLoss)
            + adversarial * step.setting(\.adversarialLoss)
        let features = [repaired, real].map { D.features($0, updatedD, &discriminating) }
        let generatorLoss =
            reconstruction
            + ReconstructionLoss.featureMatching(features[0], features[1]) * step.setting(\.featureMatchingLoss)
        let updatedG = step.update(
            G, minimizing: generatorLoss, adam, learningRate: \.generatorLearningRate,
            statistics: [generating, discriminating])
        step.average(G, updatedG)
        step.report(discriminatorLoss: discriminatorLoss, generatorLoss: generatorLoss, pass)
    }
}

extension ContextEncoder {
    private static func generator(_ shape: ImageShape, baseChannels: Int, _ condition: Condition?) -> Network {
        let pyramid = Pyramid(of: shape), inputs = shape.channels + 1
        let maps = (0...pyramid.halvings + 1).map { baseChannels << min($0, 3) }
        // Few channels at full size, where each costs most.
        let finest = max(4, baseChannels / 2)

        // From the narrowest layer outwards. 7 pixels go over 3 to 1, 4 over 2.
        let narrowest = maps[pyramid.halvings + 1]
        var layers: [any Layer] =
            [Conv2d(maps[pyramid.halvings], narrowest, pyramid.narrowest), Activation.leakyReLU(0.2)]
            + (condition.map { [FiLM(narrowest, $0)] } ?? [])
            + [
                ConvTranspose2d(narrowest, maps[pyramid.halvings], pyramid.narrowest, bias: false),
                BatchNorm2d(maps[pyramid.halvings]),
                Activation.relu,
            ]
        for level in (0...pyramid.halvings).reversed() {
            let (above, outer) = (level == 0 ? inputs : maps[level - 1], level == 0 ? finest : maps[level - 1])
            let up =
                level == pyramid.halvings
                ? pyramid.up(2 * maps[level], outer) : pyramid.doubling(2 * maps[level], outer)
            layers =
                [Conv2d(above, maps[level], 4, stride: 2, padding: 1, bias: level == 0)]
                + (level == 0 ? [] : [BatchNorm2d(maps[level])]) + [Activation.leakyReLU(0.2), SkipConnection(layers)]
                + [up, BatchNorm2d(outer), Activation.relu]
        }
        return Network(
            "generator",
            [
                Unflatten(height: shape.height, width: shape.width, channels: inputs), SkipConnection(layers),
                Conv2d(inputs + finest, shape.channels, 3, padding: 1), Activation.tanh, Flatten(),
            ])
    }

    /// Each logit's receptive field is 22 pixels wide.
    private static func discriminator(_ shape: ImageShape, baseChannels: Int) -> Network {
        let channels = max(4, baseChannels / 2)
        return Network(
            "discriminator",
            [
                Unflatten(height: shape.height, width: shape.width, channels: shape.channels),
                Conv2d(shape.channels, channels, 4, stride: 2, padding: 1), Activation.leakyReLU(0.2),
                Conv2d(channels, 2 * channels, 4, stride: 2, padding: 1), Activation.leakyReLU(0.2),
                Conv2d(2 * channels, 1, 4, padding: 1), Flatten(),
            ])
    }
}
