/// The spectrally normalised GAN (Miyato et al. 2018) at DCGAN's size: hinge loss, a discriminator without batch normalisation.
public enum SNGAN {
    public static func architecture(size: Int, channels: Int, latent: Int, width: Int) -> Architecture {
        var architecture = DCGAN.architecture(size: size, channels: channels, latent: latent, width: width)
        let (halvings, smallest) = Pyramid.levels(size)
        let maps = (0..<halvings).map { width << $0 }
        var discriminator: [any Layer] = [Arrange.pictures(height: size, width: size, channels: channels)]
        for level in 0..<halvings {
            // A 3x3 layer at each size, then one that halves it, as in the paper's networks.
            discriminator += [SpectralNormalisation(Convolve(level == 0 ? channels : maps[level - 1], maps[level], 3, padding: 1)),
                              Activation.leakyReLU(0.1),
                              SpectralNormalisation(Convolve(maps[level], maps[level], 4, stride: 2, padding: 1)), Activation.leakyReLU(0.1)]
        }
        discriminator += [SpectralNormalisation(Convolve(maps[halvings - 1], 1, smallest)), Arrange.vectors]
        architecture.discriminator = Network("discriminator", discriminator)
        architecture.objective = .hinge
        architecture.adam = Adam(beta1: 0.5, beta2: 0.999)
        return architecture
    }
}
