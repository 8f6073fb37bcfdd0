package import Datasets
package import Models
package import Runs

extension TrainingConfiguration {
    /// Checks that the configuration can be trained on `images`.
    /// - Throws: `SettingError` that names what would work.
    package func check(_ images: ImageSet) throws(SettingError) {
        guard images.channels == settings.channels else {
            throw .otherChannels(data: data, channels: images.channels, wanted: settings.channels)
        }
        guard settings.batchSize <= images.count else {
            throw .batchBeyondData(settings.batchSize, data: data, images: images.count)
        }
    }

    /// The channels to read the data with: nil leaves images in their own colours, to be checked; `shapes` has any, and images without
    /// transparency are opaque where the run trains on alpha.
    package var channelsToRead: Int? {
        data == "shapes" || data == "shapes:test" || settings.channels == 4 ? settings.channels : nil
    }

    /// The same on the user's own masks, where there are some: the only corruption, unless `given` has frequencies of others.
    /// - Throws: `SettingError` for a preset that does not repair, masks that are wanted and missing, and nothing to repair or to learn.
    package func training(onMasks folder: String?, given: [String: SettingValue]) throws(SettingError)
        -> TrainingConfiguration
    {
        var configuration = self
        if let folder {
            let masks = CorruptionKind.masks.setting
            guard preset.repairs else {
                throw .contradiction(
                    "masks", why: "the preset \(preset.name) does not repair", suggestion: "\(.preset("repair"))")
            }
            var values = settings.values
            if given[masks] == nil { values[masks] = 1.0 }
            if !given.keys.contains(where: { $0.hasPrefix("corruption.") }) {
                for kind in CorruptionKind.allCases where kind != .masks { values[kind.setting] = 0.0 }
            }
            (configuration.settings, configuration.masks) = (try preset.settings(values), folder)
        }
        try preset.checkCorruption(configuration.settings, hasMasks: configuration.masks != nil)
        return configuration
    }
}

extension Preset {
    /// Checks that the settings `given` by the user for a new run do not contradict each other.
    /// - Throws: `SettingError` that names what would work.
    package func checkTogether(_ given: [String: SettingValue]) throws(SettingError) {
        let keys = SettingKeys(), settings = try settings(given), rates = Settings.learningRates
        if given[keys.learningRate.name] != nil, rates.allSatisfy({ given[$0] != nil }) {
            throw .contradiction(
                keys.learningRate.name, why: "both networks have learning rates of their own, so it has no effect",
                suggestion: "leave it out, or one of \(rates.joined(separator: " and "))")
        }
        if settings.generatorLearningRate == 0, settings.discriminatorLearningRate == 0 {
            throw .contradiction(
                keys.generatorLearningRate.name, why: "with both learning rates at 0 nothing is learned",
                suggestion: "give at least one network a learning rate: \(.set("learning_rate", to: "2e-4"))")
        }
        if settings.value(\.useCaptions) == false, settings.value(\.useAudio) == false {
            throw .contradiction(
                keys.useCaptions.name, why: "without captions and without audio there is no condition",
                suggestion: "leave out one of the two, or train an unconditional preset")
        }
        guard settings.value(\.gradientPenaltyWeight) == 0 else { return }
        if model(settings).adversarialLoss == .wasserstein {
            throw .contradiction(
                keys.gradientPenaltyWeight.name, why: "the Wasserstein loss of \(name) needs a gradient penalty",
                suggestion: "give more than 0, 10 in the paper")
        }
        for (setting, effect) in [
            (keys.gradientPenaltyInterval.name, "interval"), (keys.gradientPenaltyHalfLife.name, "half-life"),
        ] where given[setting] != nil {
            throw .contradiction(
                setting, why: "without a gradient penalty its \(effect) has no effect",
                suggestion: "leave it out, or give \(keys.gradientPenaltyWeight.name) more than 0")
        }
    }

    /// Checks that there is something to repair and to learn, for presets that repair.
    /// - Throws: `SettingError` that names what would work.
    func checkCorruption(_ settings: Settings, hasMasks: Bool) throws(SettingError) {
        guard repairs else { return }
        if settings.corruptionMasks > 0, !hasMasks {
            throw .contradiction(
                CorruptionKind.masks.setting, why: "there are no masks to train on",
                suggestion: "\(.giveMasks)")
        }
        if CorruptionKind.allCases.allSatisfy({ settings.values[$0.setting]?.number ?? 0 == 0 }) {
            throw .contradiction(
                CorruptionKind.boxes.setting, why: "with every corruption at 0 there is nothing to repair",
                suggestion: "give one of them more than 0")
        }
        if settings.pixelLoss == 0, settings.adversarialLoss == 0, settings.value(\.featureMatchingLoss) ?? 0 == 0 {
            throw .contradiction(
                SettingKeys().pixelLoss.name, why: "with every loss at 0 nothing is learned",
                suggestion: "give it more than 0, 1 is usual")
        }
    }
}
