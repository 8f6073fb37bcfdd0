/// The article's worked example, to the letter: three dense layers against four.
public enum Article {
    public static func architecture(size: Int = 28, channels: Int = 1, latent: Int = 100) -> Architecture {
        let pixels = size * size * channels
        let generator = Network("generator", [
            Dense(latent, 1024), Activation.leakyReLU(0.2),
            Dense(1024, 1024), Activation.leakyReLU(0.2),
            Dense(1024, pixels), Activation.tanh,
        ])
        let discriminator = Network("discriminator", [
            Dense(pixels, 1024), Activation.leakyReLU(0.2),
            Dense(1024, 1024), Activation.leakyReLU(0.2),
            Dense(1024, 512), Activation.leakyReLU(0.2),
            Dense(512, 1),
        ])
        return Architecture(generator: generator, discriminator: discriminator, input: .noise(latent), height: size, width: size,
                            channels: channels, objective: .crossEntropy, adam: Adam())
    }
}
