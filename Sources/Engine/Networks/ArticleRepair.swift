/// The article's second listing, made able to repair: its dense networks, given a damaged picture instead of noise. See docs/presets/article-repair.md
/// for what the listing lacks.
public enum ArticleRepair {
    public static func architecture(size: Int = 28, channels: Int = 1) -> Architecture {
        var architecture = Article.architecture(size: size, channels: channels)
        architecture.input = .damagedPicture
        architecture.generator = Network("generator", [
            // The known pixels, and for each place whether it is damaged.
            Dense(architecture.inputExtent, 1024), Activation.leakyReLU(0.2),
            Dense(1024, 1024), Activation.leakyReLU(0.2),
            Dense(1024, architecture.pixels), Activation.tanh,
        ])
        architecture.reconstruction = Reconstruction(hasFeatures: false)
        return architecture
    }
}
