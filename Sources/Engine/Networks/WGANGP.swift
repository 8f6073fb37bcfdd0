/// Wasserstein GAN with gradient penalty (Gulrajani et al. 2017): the discriminator, without normalisation, is held to slopes of length 1
/// between real and generated pictures, and learns several steps for each of the generator.
public enum WGANGP {
    public static func architecture(size: Int, channels: Int, latent: Int, width: Int, generatorInterval: Int) -> Architecture {
        var architecture = DCGAN.architecture(size: size, channels: channels, latent: latent, width: width)
        let (halvings, smallest) = Pyramid.levels(size)
        let maps = (0..<halvings).map { width << $0 }
        var discriminator: [any Layer] = [Arrange.pictures(height: size, width: size, channels: channels)]
        for level in 0..<halvings {
            discriminator += [Convolve(level == 0 ? channels : maps[level - 1], maps[level], 4, stride: 2, padding: 1), Activation.leakyReLU(0.2)]
        }
        discriminator += [Convolve(maps[halvings - 1], 1, smallest), Arrange.vectors]
        architecture.discriminator = Network("discriminator", discriminator)
        architecture.objective = .wasserstein
        architecture.adam = Adam(beta1: 0, beta2: 0.9)
        architecture.penalty = Penalty(kind: .unitSlopesBetween, interval: 1)
        architecture.generatorInterval = generatorInterval
        return architecture
    }
}
