package import Datasets
package import Networks
package import Runs

/// The spectrally normalized GAN (Miyato et al. 2018) at DCGAN's size: hinge loss, a discriminator without batch normalization.
package struct SNGAN: Model {
    package let shape: ImageShape
    package let generator: Generator
    package let discriminator: Network
    private let augmentation: Augmentation

    package init(_ settings: Settings) {
        shape = ImageShape(settings.imageSize, channels: settings.channels)
        generator = Generator(
            DCGAN.generator(shape, latentDim: settings.latentDim, baseChannels: settings.baseChannels),
            from: .noise(settings.latentDim), shape: shape)
        discriminator = Self.discriminator(shape, baseChannels: settings.baseChannels)
        augmentation = Augmentation(shape, isOn: settings.augment)
    }

    package var networks: [Network] { [generator.network, discriminator] }
    package var adversarialLoss: AdversarialLoss? { .hinge }

    package func training(on run: RunInputs, in graph: TrainingGraph) -> TrainingProgram {
        AlternatingTraining(
            generator, discriminator, loss: .hinge, optimizer: Adam(beta1: 0.5, beta2: 0.999),
            augmentation: augmentation
        ).program(run)
    }

    private static func discriminator(_ shape: ImageShape, baseChannels: Int) -> Network {
        let pyramid = Pyramid(of: shape), maps = Pyramid.maps(baseChannels, levels: pyramid.halvings)
        var layers: [any Layer] = [Unflatten(height: shape.height, width: shape.width, channels: shape.channels)]
        for level in 0..<pyramid.halvings {
            // A 3x3 convolution at each size, then one that halves it, as in the paper's networks.
            layers += [
                SpectralNorm(Conv2d(level == 0 ? shape.channels : maps[level - 1], maps[level], 3, padding: 1)),
                Activation.leakyReLU(0.1),
                SpectralNorm(Conv2d(maps[level], maps[level], 4, stride: 2, padding: 1)), Activation.leakyReLU(0.1),
            ]
        }
        layers += [SpectralNorm(Conv2d(maps[pyramid.halvings - 1], 1, pyramid.window)), Flatten()]
        return Network("discriminator", layers)
    }
}
