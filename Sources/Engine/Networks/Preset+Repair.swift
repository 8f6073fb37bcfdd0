extension Preset {
    /// Holes more than whole-picture damage, and among them those that are hard: what a person comes with.
    private static let damage = [
        "damage.boxes": 2.0, "damage.strokes.thin": 1, "damage.strokes.medium": 1, "damage.strokes.thick": 2, "damage.scattered": 1,
        "damage.masks": 0, "damage.noise": 0, "damage.blur": 0, "damage.lowres": 0, "damage.blocks": 0,
    ]

    /// Encoder and decoder with connections between equal sizes, against a discriminator of patches.
    public static let repair = Preset(
        name: "repair", summary: "repairs pictures: an encoder-decoder against a patch discriminator, Pathak et al. 2016 to Suvorov et al. 2022",
        steps: 30_000,
        defaults: damage.merging([
            "size": 28, "channels": 1, "width": 32, "batch": 32, "generator.rate": 3e-3, "discriminator.rate": 2e-4,
            "generator.pixels": 1, "generator.features": 0.02, "generator.adversary": 0.001,
            "discriminator.penalty": 0.001, "discriminator.penalty.every": 16,
            "average": 0.9995, "samples": 24, "report.every": 10, "sample.every": 500, "checkpoint.every": 1000,
            "score.every": 0, "score.samples": 2000, "rollbacks": 3,
        ]) { $1 },
        sizes: Pyramid.sizes,
        architecture: {
            ContextEncoder.architecture(size: $0.int("size"), channels: $0.int("channels"), width: $0.int("width"),
                                        penaltyInterval: $0.int("discriminator.penalty.every"))
        })

    /// `repair` that is told what is in the picture.
    public static let toldRepair = Preset(
        name: "told-repair", summary: "repair, told by texts, sounds and pictures what is in the picture", steps: 30_000,
        defaults: repair.defaults.merging(multimodal.defaults.filter { $0.key.hasPrefix("joint.") }) { $1 },
        sizes: Pyramid.sizes,
        architecture: {
            ContextEncoder.architecture(size: $0.int("size"), channels: $0.int("channels"), width: $0.int("width"),
                                        penaltyInterval: $0.int("discriminator.penalty.every"), condition: .joint(JointSpace.extent))
                .joined($0)
        })

    /// The article's dense networks with what its listing lacks.
    public static let articleRepair = Preset(
        name: "article-repair", summary: "the article's dense GAN, repairing: damaged pictures in, a reconstruction loss", steps: 10_000,
        defaults: damage.merging([
            "size": 28, "channels": 1, "batch": 128, "generator.rate": 2e-4, "discriminator.rate": 2e-4,
            "generator.pixels": 1, "generator.adversary": 0.001,
            "average": 0.999, "samples": 24, "report.every": 10, "sample.every": 250, "checkpoint.every": 1000,
            "score.every": 0, "score.samples": 2000, "rollbacks": 3,
        ]) { $1 },
        architecture: { ArticleRepair.architecture(size: $0.int("size"), channels: $0.int("channels")) })
}
