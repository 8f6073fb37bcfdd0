package import Datasets
package import Networks
package import Runs

/// Deep convolutional GAN (Radford, Metz and Chintala 2016): strided convolutions, batch normalization, no dense layers.
///
/// `base_channels` at the largest size, twice as many for each halving. 28 pixels go over 14 and 7; powers of two down to 4.
package struct DCGAN: Model {
    package let shape: ImageShape
    package let generator: Generator
    package let discriminator: Network
    private let augmentation: Augmentation

    package init(_ settings: Settings) {
        shape = ImageShape(settings.imageSize, channels: settings.channels)
        generator = Generator(
            Self.generator(shape, latentDim: settings.latentDim, baseChannels: settings.baseChannels),
            from: .noise(settings.latentDim), shape: shape)
        discriminator = Self.discriminator(shape, baseChannels: settings.baseChannels)
        augmentation = Augmentation(shape, isOn: settings.augment)
    }

    package var networks: [Network] { [generator.network, discriminator] }
    package var adversarialLoss: AdversarialLoss? { .crossEntropy }

    package func training(on run: RunInputs, in graph: TrainingGraph) -> TrainingProgram {
        AlternatingTraining(
            generator, discriminator, loss: .crossEntropy, optimizer: Adam(beta1: 0.5, beta2: 0.999),
            augmentation: augmentation
        )
        .program(run)
    }

    private static let scale = Parameter.Initial.normal(deviation: 0.02, mean: 1)

    static func generator(_ shape: ImageShape, latentDim: Int, baseChannels: Int) -> Network {
        let pyramid = Pyramid(of: shape), maps = Pyramid.maps(baseChannels, levels: pyramid.halvings)
        var layers: [any Layer] = [
            Unflatten(height: 1, width: 1, channels: latentDim),
            ConvTranspose2d(latentDim, maps[pyramid.halvings - 1], pyramid.window, bias: false, deviation: 0.02),
            BatchNorm2d(maps[pyramid.halvings - 1], scale: scale), Activation.relu,
        ]
        for level in (1..<pyramid.halvings).reversed() {
            layers += [
                ConvTranspose2d(maps[level], maps[level - 1], 4, stride: 2, padding: 1, bias: false, deviation: 0.02),
                BatchNorm2d(maps[level - 1], scale: scale), Activation.relu,
            ]
        }
        layers += [
            ConvTranspose2d(maps[0], shape.channels, 4, stride: 2, padding: 1, bias: false, deviation: 0.02),
            Activation.tanh, Flatten(),
        ]
        return Network("generator", layers)
    }

    static func discriminator(_ shape: ImageShape, baseChannels: Int) -> Network {
        let pyramid = Pyramid(of: shape), maps = Pyramid.maps(baseChannels, levels: pyramid.halvings)
        var layers: [any Layer] = [
            Unflatten(height: shape.height, width: shape.width, channels: shape.channels),
            Conv2d(shape.channels, maps[0], 4, stride: 2, padding: 1, bias: false, deviation: 0.02),
            Activation.leakyReLU(0.2),
        ]
        for level in 1..<pyramid.halvings {
            layers += [
                Conv2d(maps[level - 1], maps[level], 4, stride: 2, padding: 1, bias: false, deviation: 0.02),
                BatchNorm2d(maps[level], scale: scale), Activation.leakyReLU(0.2),
            ]
        }
        layers += [Conv2d(maps[pyramid.halvings - 1], 1, pyramid.window, bias: false, deviation: 0.02), Flatten()]
        return Network("discriminator", layers)
    }
}
