package import Datasets
package import Networks
package import Runs

/// The article's worked example, to the letter: three dense layers against four, cross entropy (Goodfellow et al. 2014).
package struct Article: Model {
    package let shape: ImageShape
    package let generator: Generator
    package let discriminator: Network

    package init(imageSize: ImageSize = 28, channels: Int = 1, latentDim: Int = 100) {
        shape = ImageShape(imageSize, channels: channels)
        generator = Generator(
            Network(
                "generator",
                [
                    Linear(latentDim, 1024), Activation.leakyReLU(0.2),
                    Linear(1024, 1024), Activation.leakyReLU(0.2),
                    Linear(1024, shape.count), Activation.tanh,
                ]), from: .noise(latentDim), shape: shape)
        discriminator = Self.discriminator(shape)
    }

    static func discriminator(_ shape: ImageShape) -> Network {
        Network(
            "discriminator",
            [
                Linear(shape.count, 1024), Activation.leakyReLU(0.2),
                Linear(1024, 1024), Activation.leakyReLU(0.2),
                Linear(1024, 512), Activation.leakyReLU(0.2),
                Linear(512, 1),
            ])
    }

    package var networks: [Network] { [generator.network, discriminator] }
    package var adversarialLoss: AdversarialLoss? { .crossEntropy }

    package func training(on run: RunInputs, in graph: TrainingGraph) -> TrainingProgram {
        AlternatingTraining(generator, discriminator, loss: .crossEntropy, optimizer: Adam()).program(run)
    }
}
