/// Deep convolutional GAN (Radford, Metz and Chintala 2016): strides instead of pooling, batch normalisation, no dense layers.
///
/// `width` maps at the largest size, twice as many for each halving. 28 pixels go over 14 and 7; powers of two down to 4.
public enum DCGAN {
    public static func architecture(size: Int, channels: Int, latent: Int, width: Int) -> Architecture {
        let (halvings, smallest) = Pyramid.levels(size)
        let maps = (0..<halvings).map { width << $0 }
        let scale = Parameter.Initial.normal(deviation: 0.02, mean: 1)

        var generator: [any Layer] = [Arrange.pictures(height: 1, width: 1, channels: latent),
                                      ConvolveTransposed(latent, maps[halvings - 1], smallest, bias: false, deviation: 0.02),
                                      BatchNormalisation(maps[halvings - 1], scale: scale), Activation.relu]
        for level in (1..<halvings).reversed() {
            generator += [ConvolveTransposed(maps[level], maps[level - 1], 4, stride: 2, padding: 1, bias: false, deviation: 0.02),
                          BatchNormalisation(maps[level - 1], scale: scale), Activation.relu]
        }
        generator += [ConvolveTransposed(maps[0], channels, 4, stride: 2, padding: 1, bias: false, deviation: 0.02),
                      Activation.tanh, Arrange.vectors]

        var discriminator: [any Layer] = [Arrange.pictures(height: size, width: size, channels: channels),
                                          Convolve(channels, maps[0], 4, stride: 2, padding: 1, bias: false, deviation: 0.02),
                                          Activation.leakyReLU(0.2)]
        for level in 1..<halvings {
            discriminator += [Convolve(maps[level - 1], maps[level], 4, stride: 2, padding: 1, bias: false, deviation: 0.02),
                              BatchNormalisation(maps[level], scale: scale), Activation.leakyReLU(0.2)]
        }
        discriminator += [Convolve(maps[halvings - 1], 1, smallest, bias: false, deviation: 0.02), Arrange.vectors]

        return Architecture(generator: Network("generator", generator), discriminator: Network("discriminator", discriminator),
                            input: .noise(latent), height: size, width: size, channels: channels, objective: .crossEntropy,
                            adam: Adam(beta1: 0.5, beta2: 0.999))
    }
}

/// Sizes that halve down to a small picture.
enum Pyramid {
    /// Sizes that convolutional presets take.
    static let sizes = [16, 28, 32, 64, 128]

    /// How often `size` is halved, and what remains: 7 for 28, else 4.
    static func levels(_ size: Int) -> (halvings: Int, smallest: Int) {
        let smallest = size % 7 == 0 ? 7 : 4
        return ((size / smallest).trailingZeroBitCount, smallest)
    }
}
