package import Datasets
package import Networks
package import Runs
import Tensors

/// The article's second listing, completed so that it repairs: its dense networks with a corrupted image instead of noise, and a
/// reconstruction loss. See docs/presets/article-repair.md for what the listing lacks.
package struct ArticleRepair: Model {
    package let shape: ImageShape
    package let generator: Generator
    package let discriminator: Network

    package init(_ settings: Settings) {
        shape = ImageShape(settings.imageSize, channels: settings.channels)
        let inputs = shape.height * shape.width * (shape.channels + 1)
        generator = Generator(
            Network(
                "generator",
                [
                    // The known pixels, and for each pixel whether it is missing.
                    Linear(inputs, 1024), Activation.leakyReLU(0.2),
                    Linear(1024, 1024), Activation.leakyReLU(0.2),
                    Linear(1024, shape.count), Activation.tanh,
                ]), from: .corruptedImage, shape: shape)
        discriminator = Article.discriminator(shape)
    }

    package var networks: [Network] { [generator.network, discriminator] }
    package var adversarialLoss: AdversarialLoss? { .crossEntropy }

    package func training(on run: RunInputs, in graph: TrainingGraph) -> TrainingProgram {
        let N = run.settings.batchSize
        return TrainingProgram(stages: [
            TrainingStage("adversarial", batches: run.batches(size: N)) { step in
                declare(
                    &step, real: step.realImages(run, batchSize: N),
                    corrupted: step.corruptedImages(run, shape, batchSize: N))
            }
        ])
    }

    private func declare(_ step: inout Step, real: Tensor, corrupted: Tensor) {
        let (G, D, adam, loss) = (generator.network, discriminator, Adam(), AdversarialLoss.crossEntropy)
        var context = ForwardContext(isTraining: true)
        let repaired = generator(corrupted, step.weights(G), context: &context)

        let pass = DiscriminatorPass(D, step.weights(D), real: real, generated: repaired, &context)
        let discriminatorLoss = loss.discriminatorLoss(realLogits: pass.real, fakeLogits: pass.generated)
        let updatedD = step.update(D, minimizing: discriminatorLoss, adam, learningRate: \.discriminatorLearningRate)

        let adversarial = loss.generatorLoss(realLogits: pass.real, fakeLogits: D(repaired, updatedD, &context))
        let generatorLoss =
            ReconstructionLoss.pixel(repaired, real, mask: generator.mask(corrupted)!) * step.setting(\.pixelLoss)
            + adversarial * step.setting(\.adversarialLoss)
        let updatedG = step.update(G, minimizing: generatorLoss, adam, learningRate: \.generatorLearningRate)
        step.average(G, updatedG)
        step.report(discriminatorLoss: discriminatorLoss, generatorLoss: generatorLoss, pass)
    }
}
