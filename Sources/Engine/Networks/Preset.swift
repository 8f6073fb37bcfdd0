/// A recipe under a name: networks, losses, and the settings that suit them.
public struct Preset: Sendable {
    public let name: String
    /// One line for lists.
    public let summary: String
    /// Steps of a run when the user does not say.
    public let steps: Int
    /// Settings and their defaults; those not listed here the preset does not have.
    public let defaults: [String: Double]
    /// The networks for given settings; `size` and `channels` are the data's.
    public let architecture: @Sendable (Settings) -> Architecture

    public static let all: [Preset] = [.article]

    public static func named(_ name: String) throws(SettingError) -> Preset {
        guard let preset = all.first(where: { $0.name == name }) else { throw .unknownPreset(name, nearest: all.map(\.name)) }
        return preset
    }
}

extension Preset {
    /// Dense layers only, as printed in the article; see docs/article.md for what had to be decided.
    public static let article = Preset(
        name: "article", summary: "the article's dense GAN: 100-1024-1024-784 against 784-1024-1024-512-1", steps: 10_000,
        defaults: [
            "size": 28, "channels": 1, "latent": 100, "batch": 128, "generator.rate": 2e-4, "discriminator.rate": 2e-4, "average": 0.999,
            "samples": 64, "report.every": 10, "sample.every": 250, "checkpoint.every": 1000,
        ],
        architecture: { Article.architecture(size: $0.int("size"), channels: $0.int("channels"), latent: $0.int("latent")) })
}
