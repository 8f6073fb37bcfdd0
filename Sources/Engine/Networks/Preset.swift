/// A recipe under a name: networks, losses, and the settings that suit them.
public struct Preset: Sendable {
    public let name: String
    /// One line for lists.
    public let summary: String
    /// Steps of a run when the user does not say.
    public let steps: Int
    /// Settings and their defaults; those not listed here the preset does not have.
    public let defaults: [String: Double]
    /// Sizes it takes; nil for any.
    public var sizes: [Int]?
    /// The networks for given settings; `size` and `channels` are the data's.
    public let architecture: @Sendable (Settings) -> Architecture

    public static let all: [Preset] = [.modern, .projection, .multimodal, .dcgan, .sngan, .wganGP, .article, .repair, .toldRepair, .articleRepair]

    /// Whether it learns from captions and sounds beside the pictures.
    public var isMultimodal: Bool { defaults["joint.steps"] != nil }

    /// The preset's defaults with `given` on top.
    /// - Throws: `SettingError` for a value that is no setting's, or that this preset cannot take.
    public func settings(_ given: [String: Double]) throws(SettingError) -> Settings {
        for name in given.keys where defaults[name] == nil && name != "rate" {
            _ = try Setting.named(name)
            throw .unknown(name, nearest: Spelling.nearest(to: name, among: defaults.keys.sorted()))
        }
        let settings = try Settings(defaults: defaults, given: given)
        if let sizes, !sizes.contains(settings.int("size")) {
            throw .unfit(preset: name, setting: "size", value: settings["size"], fitting: sizes)
        }
        return settings
    }

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
            "score.every": 1000, "score.samples": 2000, "rollbacks": 3,
        ],
        architecture: { Article.architecture(size: $0.int("size"), channels: $0.int("channels"), latent: $0.int("latent")) })

    /// Strided convolutions with batch normalisation, trained as in 2016.
    public static let dcgan = Preset(
        name: "dcgan", summary: "the convolutional GAN of Radford et al. 2016", steps: 20_000,
        defaults: [
            "size": 28, "channels": 1, "latent": 100, "width": 64, "batch": 64, "generator.rate": 2e-4, "discriminator.rate": 2e-4,
            "augment": 0,
            "average": 0.999, "samples": 64, "report.every": 10, "sample.every": 250, "checkpoint.every": 1000,
            "score.every": 1000, "score.samples": 2000, "rollbacks": 3,
        ],
        sizes: Pyramid.sizes,
        architecture: {
            DCGAN.architecture(size: $0.int("size"), channels: $0.int("channels"), latent: $0.int("latent"), width: $0.int("width"))
                .augmenting($0)
        })

    /// Relativistic, regularised, averaged: the best that small steps on a CPU reach.
    public static let modern = Preset(
        name: "modern", summary: "relativistic and regularised: recognisable pictures soonest", steps: 20_000,
        defaults: [
            "size": 28, "channels": 1, "latent": 64, "width": 32, "batch": 64, "generator.rate": 2e-3, "discriminator.rate": 2e-3,
            "discriminator.penalty": 0.5, "discriminator.penalty.every": 4, "discriminator.penalty.halving": 0, "augment": 0,
            "average": 0.998, "samples": 64, "report.every": 10, "sample.every": 250, "checkpoint.every": 1000,
            "score.every": 1000, "score.samples": 2000, "rollbacks": 3,
        ],
        sizes: Pyramid.sizes,
        architecture: {
            Modern.architecture(size: $0.int("size"), channels: $0.int("channels"), latent: $0.int("latent"), width: $0.int("width"),
                                penaltyInterval: $0.int("discriminator.penalty.every"))
                .augmenting($0)
        })

    /// `modern` that is told each picture's class, and draws the class it is asked for.
    public static let projection = Preset(
        name: "projection", summary: "modern, told the class: pictures of a kind, Miyato and Koyama 2018", steps: 20_000,
        defaults: modern.defaults.merging(["classes": 10, "samples": 80]) { $1 },
        sizes: Pyramid.sizes,
        architecture: {
            Modern.architecture(size: $0.int("size"), channels: $0.int("channels"), latent: $0.int("latent"), width: $0.int("width"),
                                penaltyInterval: $0.int("discriminator.penalty.every"), condition: .classes($0.int("classes")))
                .augmenting($0)
        })

    /// `modern` that is told in words, sounds and pictures what to draw, all of them brought into one space before.
    public static let multimodal = Preset(
        name: "multimodal", summary: "modern, told by texts, sounds and pictures in one space: CLIP, then a conditional GAN", steps: 10_000,
        defaults: modern.defaults.merging([
            "discriminator.penalty.halving": 5000, "discriminator.mismatch": 0.5, "generator.alignment": 0.2,
            "joint.steps": 1500, "joint.batch": 128, "joint.rate": 1e-3, "joint.texts": 1, "joint.sounds": 1, "samples": 80,
        ]) { $1 },
        sizes: Pyramid.sizes,
        architecture: {
            Modern.architecture(size: $0.int("size"), channels: $0.int("channels"), latent: $0.int("latent"), width: $0.int("width"),
                                penaltyInterval: $0.int("discriminator.penalty.every"), condition: .joint(JointSpace.extent))
                .joined($0).augmenting($0)
        })

    /// Hinge loss and spectral normalisation.
    public static let sngan = Preset(
        name: "sngan", summary: "spectral normalisation and hinge loss, Miyato et al. 2018", steps: 20_000,
        defaults: [
            "size": 28, "channels": 1, "latent": 100, "width": 32, "batch": 64, "generator.rate": 2e-4, "discriminator.rate": 2e-4,
            "augment": 0, "average": 0.999, "samples": 64, "report.every": 10, "sample.every": 250, "checkpoint.every": 1000,
            "score.every": 1000, "score.samples": 2000, "rollbacks": 3,
        ],
        sizes: Pyramid.sizes,
        architecture: {
            SNGAN.architecture(size: $0.int("size"), channels: $0.int("channels"), latent: $0.int("latent"), width: $0.int("width"))
                .augmenting($0)
        })

    /// Wasserstein distance with a gradient penalty.
    public static let wganGP = Preset(
        name: "wgan-gp", summary: "Wasserstein distance with gradient penalty, Gulrajani et al. 2017", steps: 40_000,
        defaults: [
            "size": 28, "channels": 1, "latent": 100, "width": 32, "batch": 64, "generator.rate": 2e-4, "discriminator.rate": 2e-4,
            "discriminator.penalty": 10, "generator.every": 5, "augment": 0,
            "average": 0.999, "samples": 64, "report.every": 10, "sample.every": 250, "checkpoint.every": 1000,
            "score.every": 1000, "score.samples": 2000, "rollbacks": 3,
        ],
        sizes: Pyramid.sizes,
        architecture: {
            WGANGP.architecture(size: $0.int("size"), channels: $0.int("channels"), latent: $0.int("latent"), width: $0.int("width"),
                                generatorInterval: $0.int("generator.every"))
                .augmenting($0)
        })
}

extension Architecture {
    /// The same with a joint space, learned before, as the settings say.
    func joined(_ settings: Settings) -> Architecture {
        var copy = self
        copy.joint = JointSpace(height: height, width: width, channels: channels, steps: settings.int("joint.steps"), batch: settings.int("joint.batch"))
        copy.matches = settings.values[AdversarialStep.Input.alignment] != nil
        return copy
    }

    /// The same with augmentation as the settings say.
    fileprivate func augmenting(_ settings: Settings) -> Architecture {
        var copy = self
        copy.augments = settings["augment"] == 1
        return copy
    }
}
