import Raster
package import Runs

/// A model under a name, with the settings that suit it.
package struct Preset: Sendable {
    package let name: String
    /// One line for lists.
    package let summary: String
    /// Steps of a run where the user does not say.
    package let steps: Int
    /// The settings it has, with their defaults.
    package let settings: SettingList
    /// Whether its networks halve the image several times, so that both sides must halve evenly; else it takes any size.
    package let halvesImages: Bool
    /// The model for given settings.
    package let model: @Sendable (Settings) -> any Model

    package init(
        _ name: String, _ summary: String, steps: Int, settings: SettingList, halvesImages: Bool = false,
        model: @escaping @Sendable (Settings) -> any Model
    ) {
        (self.name, self.summary, self.steps) = (name, summary, steps)
        (self.settings, self.halvesImages, self.model) = (settings, halvesImages, model)
    }

    /// Whether it trains on captions and audio besides the images.
    package var isMultimodal: Bool { settings.has(\.pretrainingSteps) }

    /// Whether it repairs images, which the training corrupts.
    package var repairs: Bool { settings.has(\.corruptionBoxes) }

    /// The preset's defaults with `given` on top.
    /// - Throws: `SettingError` for a setting that it does not have, or a value that it cannot take.
    package func settings(_ given: [String: SettingValue]) throws(SettingError) -> Settings {
        let both = SettingKeys().learningRate.name
        for name in given.keys where settings[name] == nil && name != both {
            let setting = try Setting.named(name)
            throw .notOfPreset(setting, has: settings.values.keys.sorted())
        }
        let resolved = try Settings(defaults: settings, given: given)
        let size = resolved.imageSize
        if halvesImages, Pyramid(size) == nil {
            throw .unfit(
                preset: name, setting: SettingKeys().imageSize.name, value: size.settingValue,
                why:
                    "both sides must have \(Pyramid.sides.lowerBound) to \(Pyramid.sides.upperBound) pixels, and be halved "
                    + "evenly until the shorter one has 4 to 7",
                fitting: Suggestion("give \(Pyramid.near(size).map(\.text).joined(separator: " or "))"))
        }
        if repairs, resolved.channels == 4 {
            throw .unfit(
                preset: name, setting: SettingKeys().channels.name, value: 4,
                why: "it repairs opaque images", fitting: "give 1 or 3")
        }
        return resolved
    }

    /// - Throws: `SettingError.unknownPreset` with every name.
    package static func named(_ name: String) throws(SettingError) -> Preset {
        guard let preset = all.first(where: { $0.name == name }) else {
            throw .unknownPreset(name, all: all.map(\.name))
        }
        return preset
    }
}
