/// Every setting that a preset may have, declared once: name, default, range, unit, meaning, whether it is live.
///
/// Code reads `settings.batchSize`; the names in quotes are for users and files.
package struct SettingKeys: Sendable {
    // Images and networks.
    package let imageSize = SettingKey<ImageSize>(
        "image_size", 28, 4...256, unit: "pixels", "height and width of an image: one number for a square")
    package let channels = SettingKey<Int>(
        "channels", 1, oneOf: [1, 3, 4],
        "channels of an image: 1 for grey, 3 for colour, 4 for colour with transparency")
    package let numClasses = SettingKey<Int>(
        "num_classes", 10, 2...256, "classes of the data, for class-conditional presets")
    package let latentDim = SettingKey<Int>("latent_dim", 100, 1...4096, "length of the noise vector z")
    package let baseChannels = SettingKey<Int>(
        "base_channels", 32, 4...512, "channels of the layer at full image size; deeper layers have multiples")

    // Optimization.
    package let batchSize = SettingKey<Int>("batch_size", 64, 2...4096, unit: "images", "images in one training step")
    package let learningRate = SettingKey<Double>(
        "learning_rate", 2e-4, 1e-8...1, "learning rate of generator and discriminator")
    package let generatorLearningRate = SettingKey<Double>(
        "generator.learning_rate", 2e-4, 0...1, "learning rate of the generator", live: true)
    package let discriminatorLearningRate = SettingKey<Double>(
        "discriminator.learning_rate", 2e-4, 0...1, "learning rate of the discriminator", live: true)
    package let discriminatorSteps = SettingKey<Int>(
        "discriminator_steps", 1, 1...64, unit: "steps", "discriminator updates for one generator update (n_critic)")
    package let emaDecay = SettingKey<Double>(
        "ema.decay", 0.999, 0...0.999999,
        "decay of the exponential moving average of the weights, which samples are generated with", live: true)
    package let augment = SettingKey<Bool>(
        "augment", false,
        "augment real and generated images before the discriminator sees them (DiffAugment), for small datasets")

    // Losses.
    package let gradientPenaltyWeight = SettingKey<Double>(
        "gradient_penalty.weight", 0.5, 0...1000, "weight of the gradient penalty on the discriminator", live: true)
    package let gradientPenaltyInterval = SettingKey<Int>(
        "gradient_penalty.interval", 4, 1...64, unit: "steps",
        "steps between two gradient penalties; each is weighted by the interval (lazy regularization)")
    package let gradientPenaltyHalfLife = SettingKey<Double>(
        "gradient_penalty.half_life", 0, 0...1_000_000, unit: "steps",
        "steps in which the gradient penalty's weight halves, down to a tenth; 0 keeps it constant", live: true)
    package let mismatchedConditionLoss = SettingKey<Double>(
        "loss.mismatched_condition", 0.5, 0...1000,
        "weight of the loss that rejects real images with another image's condition", live: true)
    package let contrastiveLoss = SettingKey<Double>(
        "loss.contrastive", 0.2, 0...1000,
        "weight of the contrastive loss between generated images and their conditions", live: true)
    package let pixelLoss = SettingKey<Double>(
        "loss.pixel", 1, 0...1000, "weight of the pixel loss where an image is repaired", live: true)
    package let featureMatchingLoss = SettingKey<Double>(
        "loss.feature_matching", 0.02, 0...1000, "weight of the feature matching loss on the discriminator's features",
        live: true)
    package let adversarialLoss = SettingKey<Double>(
        "loss.adversarial", 0.001, 0...1000,
        "weight of the adversarial loss of a repair network: more is sharper and less faithful", live: true)

    // Contrastive pretraining of the encoders.
    package let pretrainingSteps = SettingKey<Int>(
        "pretraining.steps", 1500, 1...1_000_000, unit: "steps",
        "contrastive pretraining steps of the text, audio and image encoders, before the generator trains")
    package let pretrainingBatchSize = SettingKey<Int>(
        "pretraining.batch_size", 128, 2...4096, unit: "images", "images in one pretraining step")
    package let pretrainingLearningRate = SettingKey<Double>(
        "pretraining.learning_rate", 1e-3, 0...1, "learning rate of the pretraining", live: true)
    package let useCaptions = SettingKey<Bool>("use_captions", true, "train on captions")
    package let useAudio = SettingKey<Bool>("use_audio", true, "train on audio")

    // Corruption of training images, for presets that repair.
    package let corruptionBoxes = Self.corruption("boxes", 2, "a box, each side 0.25 to 0.6 of the image's")
    package let corruptionThinStrokes = Self.corruption(
        "strokes.thin", 1, "3 to 6 strokes, 1/30 to 1/12 of the image wide")
    package let corruptionMediumStrokes = Self.corruption(
        "strokes.medium", 1, "2 to 4 strokes, 1/12 to 1/7 of the image wide")
    package let corruptionThickStrokes = Self.corruption(
        "strokes.thick", 2, "1 to 3 strokes, 1/7 to 1/4 of the image wide")
    package let corruptionDropout = Self.corruption("dropout", 1, "0.2 to 0.8 of all pixels missing at random")
    package let corruptionMasks = Self.corruption("masks", 0, "your own masks, from the run's folder of masks")
    package let corruptionNoise = Self.corruption("noise", 0, "Gaussian noise of 5 to 50 levels")
    package let corruptionBlur = Self.corruption("blur", 0, "a Gaussian blur of 0.5 to 2 pixels")
    package let corruptionDownsampling = Self.corruption("downsampling", 0, "1/2 to 1/4 of the resolution")
    package let corruptionJPEG = Self.corruption("jpeg", 0, "JPEG blocks of 8x8 pixels at low quality")

    // The run.
    package let sampleCount = SettingKey<Int>("sample.count", 64, 1...256, unit: "images", "images in a sample grid")
    package let logInterval = SettingKey<Int>(
        "log.interval", 10, 1...1_000_000, unit: "steps", "steps between two points in the event log", live: true)
    package let sampleInterval = SettingKey<Int>(
        "sample.interval", 250, 1...1_000_000, unit: "steps",
        "steps between two sample grids; the first ones are of steps 0, 10, 25, 50, 100 and 250", live: true)
    package let checkpointInterval = SettingKey<Int>(
        "checkpoint.interval", 1000, 1...1_000_000, unit: "steps", "steps between two checkpoints", live: true)
    package let evaluationInterval = SettingKey<Int>(
        "evaluation.interval", 1000, 0...1_000_000, unit: "steps",
        "steps between two scores of samples against held-out images; 0 for none", live: true)
    package let evaluationSamples = SettingKey<Int>(
        "evaluation.samples", 2000, 256...100_000, unit: "images", "samples that a score is computed from")
    package let maxRollbacks = SettingKey<Int>(
        "max_rollbacks", 3, 0...100,
        "rollbacks to the last good checkpoint, with lower learning rates, before a diverging run ends", live: true)

    package init() {}

    private static func corruption(_ name: String, _ standard: Double, _ meaning: String) -> SettingKey<Double> {
        SettingKey("corruption.\(name)", standard, 0...1000, corruptionMeaning + meaning, live: true)
    }

    /// What the meanings of all corruption settings begin with.
    package static let corruptionMeaning = "relative frequency in training of "

    /// Every declaration, in the order above.
    var all: [Setting] {
        [
            imageSize.setting, channels.setting, numClasses.setting, latentDim.setting, baseChannels.setting,
            batchSize.setting, learningRate.setting, generatorLearningRate.setting, discriminatorLearningRate.setting,
            discriminatorSteps.setting, emaDecay.setting, augment.setting,
            gradientPenaltyWeight.setting, gradientPenaltyInterval.setting, gradientPenaltyHalfLife.setting,
            mismatchedConditionLoss.setting, contrastiveLoss.setting, pixelLoss.setting, featureMatchingLoss.setting,
            adversarialLoss.setting,
            pretrainingSteps.setting, pretrainingBatchSize.setting, pretrainingLearningRate.setting,
            useCaptions.setting, useAudio.setting,
            corruptionBoxes.setting, corruptionThinStrokes.setting, corruptionMediumStrokes.setting,
            corruptionThickStrokes.setting,
            corruptionDropout.setting, corruptionMasks.setting, corruptionNoise.setting, corruptionBlur.setting,
            corruptionDownsampling.setting, corruptionJPEG.setting,
            sampleCount.setting, logInterval.setting, sampleInterval.setting, checkpointInterval.setting,
            evaluationInterval.setting, evaluationSamples.setting, maxRollbacks.setting,
        ]
    }
}
