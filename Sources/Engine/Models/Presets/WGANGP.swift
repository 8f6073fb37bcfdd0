package import Datasets
package import Networks
package import Runs
import Tensors

/// Wasserstein GAN with gradient penalty (Gulrajani et al. 2017): several updates of a critic without normalization for each of the generator.
package struct WGANGP: Model {
    package let shape: ImageShape
    package let generator: Generator
    package let critic: Network
    private let augmentation: Augmentation
    /// Critic updates for one generator update.
    private let criticSteps: Int

    package init(_ settings: Settings) {
        shape = ImageShape(settings.imageSize, channels: settings.channels)
        generator = Generator(
            DCGAN.generator(shape, latentDim: settings.latentDim, baseChannels: settings.baseChannels),
            from: .noise(settings.latentDim), shape: shape)
        critic = Self.critic(shape, baseChannels: settings.baseChannels)
        augmentation = Augmentation(shape, isOn: settings.augment)
        criticSteps = settings.discriminatorSteps
    }

    package var networks: [Network] { [generator.network, critic] }
    package var adversarialLoss: AdversarialLoss? { .wasserstein }

    package func training(on run: RunInputs, in graph: TrainingGraph) -> TrainingProgram {
        let N = run.settings.batchSize
        return TrainingProgram(stages: [
            TrainingStage("adversarial", batches: run.batches(size: N)) {
                declare(&$0, real: $0.realImages(run, batchSize: N))
            }
        ])
    }

    private func declare(_ step: inout Step, real: Tensor) {
        let (G, D, adam, loss) = (generator.network, critic, Adam(beta1: 0, beta2: 0.9), AdversarialLoss.wasserstein)
        var generating = ForwardContext(isTraining: true), discriminating = ForwardContext(isTraining: true)
        let fake = generator(step.noise([real.shape[0], generator.latentDim]), step.weights(G), context: &generating)

        let pass = DiscriminatorPass(
            D, step.weights(D), real: augmentation.apply(real), generated: augmentation.apply(fake), &discriminating)
        let penalty = GradientPenalty.wassersteinGP(D, step.weights(D), real: real, generated: fake, &discriminating)
        let criticLoss =
            loss.discriminatorLoss(realLogits: pass.real, fakeLogits: pass.generated) + penalty
            * step.gradientPenaltyWeight(interval: 1)
        let updatedD = step.update(D, minimizing: criticLoss, adam, learningRate: \.discriminatorLearningRate)

        let generatorLoss = loss.generatorLoss(
            realLogits: pass.real, fakeLogits: D(augmentation.apply(fake), updatedD, &discriminating))
        let updatedG = step.update(
            G, minimizing: generatorLoss, adam, learningRate: \.generatorLearningRate, every: criticSteps,
            statistics: [generating, discriminating])
        step.average(G, updatedG)
        step.report(discriminatorLoss: criticLoss, generatorLoss: generatorLoss, pass)
    }

    private static func critic(_ shape: ImageShape, baseChannels: Int) -> Network {
        let pyramid = Pyramid(of: shape), maps = Pyramid.maps(baseChannels, levels: pyramid.halvings)
        var layers: [any Layer] = [Unflatten(height: shape.height, width: shape.width, channels: shape.channels)]
        for level in 0..<pyramid.halvings {
            layers += [
                Conv2d(level == 0 ? shape.channels : maps[level - 1], maps[level], 4, stride: 2, padding: 1),
                Activation.leakyReLU(0.2),
            ]
        }
        layers += [Conv2d(maps[pyramid.halvings - 1], 1, pyramid.window), Flatten()]
        // Named as in checkpoints of every adversarial preset.
        return Network("discriminator", layers)
    }
}
