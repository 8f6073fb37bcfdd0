import Runs

/// Every preset: its model, and the defaults that differ from the settings' own.
extension Preset {
    package static let all: [Preset] = [
        modern, projection, multimodal, dcgan, sngan, wganGP, article, repair, conditionalRepair, articleRepair,
    ]

    package static let article = Preset(
        "article", "the article's dense GAN: 100-1024-1024-784 against 784-1024-1024-512-1", steps: 10_000,
        settings: .common.adding(\.latentDim).adding(\.batchSize, 128),
        model: { Article(imageSize: $0.imageSize, channels: $0.channels, latentDim: $0.latentDim) })

    package static let dcgan = Preset(
        "dcgan", "deep convolutional GAN, Radford et al. 2016", steps: 20_000,
        settings: .common.adding(\.latentDim).adding(\.baseChannels, 64).adding(\.augment), halvesImages: true,
        model: { DCGAN($0) })

    package static let sngan = Preset(
        "sngan", "spectral normalization and hinge loss, Miyato et al. 2018", steps: 20_000,
        settings: .common.adding(\.latentDim).adding(\.baseChannels).adding(\.augment), halvesImages: true,
        model: { SNGAN($0) })

    package static let wganGP = Preset(
        "wgan-gp", "Wasserstein GAN with gradient penalty, Gulrajani et al. 2017", steps: 40_000,
        settings: .common.adding(\.latentDim).adding(\.baseChannels).adding(\.augment).adding(
            \.gradientPenaltyWeight, 10
        ).adding(\.discriminatorSteps, 5),
        halvesImages: true, model: { WGANGP($0) })

    package static let modern = Preset(
        "modern", "relativistic loss with R1 and R2 penalties, Huang et al. 2024: recognizable images soonest",
        steps: 20_000,
        settings: modernSettings, halvesImages: true, model: { Modern($0) })

    package static let projection = Preset(
        "projection", "modern, conditioned on the class by projection, Miyato and Koyama 2018", steps: 20_000,
        settings: modernSettings.adding(\.numClasses).adding(\.sampleCount, 80), halvesImages: true,
        model: { Modern($0, condition: .classes($0.numClasses)) })

    package static let multimodal = Preset(
        "multimodal",
        "modern, conditioned on text, audio and images: contrastive pretraining (CLIP), then a conditional GAN",
        steps: 10_000,
        settings: pretraining(
            modernSettings.adding(\.gradientPenaltyHalfLife, 5000).adding(\.mismatchedConditionLoss).adding(
                \.contrastiveLoss
            )
            .adding(\.sampleCount, 80)),
        halvesImages: true, model: { Multimodal($0) })

    package static let repair = Preset(
        "repair", "repairs images: a U-Net against a patch discriminator, Pathak et al. 2016 to Suvorov et al. 2022",
        steps: 30_000,
        settings: repairSettings, halvesImages: true, model: { ContextEncoder($0) })

    package static let conditionalRepair = Preset(
        "conditional-repair", "repair, conditioned on text, audio and images", steps: 30_000,
        settings: pretraining(repairSettings), halvesImages: true, model: { ConditionalRepair($0) })

    package static let articleRepair = Preset(
        "article-repair", "the article's dense GAN that repairs: corrupted images in, a reconstruction loss",
        steps: 10_000,
        settings: corruption(.common.adding(\.batchSize, 128)).adding(\.pixelLoss).adding(\.adversarialLoss).adding(
            \.sampleCount, 24
        )
        .adding(\.evaluationInterval, 0),
        model: { ArticleRepair($0) })

    private static let modernSettings = SettingList.common.learningRate(2e-3).adding(\.emaDecay, 0.998)
        .adding(\.latentDim, 64).adding(\.baseChannels).adding(\.augment)
        .adding(\.gradientPenaltyWeight).adding(\.gradientPenaltyInterval).adding(\.gradientPenaltyHalfLife)

    private static let repairSettings = corruption(.common).adding(\.baseChannels).adding(\.batchSize, 32)
        .adding(\.generatorLearningRate, 3e-3).adding(\.emaDecay, 0.9995)
        .adding(\.pixelLoss).adding(\.featureMatchingLoss).adding(\.adversarialLoss)
        .adding(\.gradientPenaltyWeight, 0.001).adding(\.gradientPenaltyInterval, 16)
        .adding(\.sampleCount, 24).adding(\.sampleInterval, 500).adding(\.evaluationInterval, 0)

    private static func pretraining(_ list: SettingList) -> SettingList {
        list.adding(\.pretrainingSteps).adding(\.pretrainingBatchSize).adding(\.pretrainingLearningRate).adding(
            \.useCaptions
        ).adding(\.useAudio)
    }

    private static func corruption(_ list: SettingList) -> SettingList {
        list.adding(\.corruptionBoxes).adding(\.corruptionThinStrokes).adding(\.corruptionMediumStrokes).adding(
            \.corruptionThickStrokes
        )
        .adding(\.corruptionDropout).adding(\.corruptionMasks).adding(\.corruptionNoise).adding(\.corruptionBlur)
        .adding(\.corruptionDownsampling).adding(\.corruptionJPEG)
    }
}
