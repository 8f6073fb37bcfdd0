package import Datasets
package import Runs

extension Preset {
    /// Images below which a discriminator learns the data by heart without augmentation.
    private static let fewImages = 5_000
    /// Sides of images to choose from, pixels, the largest first.
    private static let sides = [64, 56, 48, 40, 32, 28, 24, 20, 16, 12, 8, 4]

    /// The settings that data can decide, those that this preset has.
    package var decidedByData: [String] {
        let keys = SettingKeys()
        return [
            keys.imageSize.name, keys.channels.name, keys.numClasses.name, keys.augment.name, keys.batchSize.name,
        ].filter { settings[$0] != nil }
    }

    /// The settings that the data decide: the largest size that most images have and the preset takes (for smaller images the smallest
    /// that it takes), channels, number of classes, augmentation of few images, and a batch that the data can fill. Settings that the
    /// preset does not have are left out. The generated `shapes` decide the number of classes alone.
    package func settings(for data: DataSummary) -> [String: SettingValue] {
        let keys = SettingKeys()
        var values: [String: SettingValue] = [:]
        func suggest(_ name: String, _ value: SettingValue) {
            if settings[name] != nil, (try? self.settings([name: value])) != nil { values[name] = value }
        }
        if let classes = data.classes, classes > 1 { suggest(keys.numClasses.name, .integer(classes)) }
        guard !DataSource.names.contains(data.name) || data.name.hasPrefix("fashion") else { return values }
        let taken = Self.sides.filter { (try? self.settings([keys.imageSize.name: .integer($0)])) != nil }
        if let side = taken.first(where: { $0 <= data.side }) ?? taken.last {
            suggest(keys.imageSize.name, .integer(side))
        }
        suggest(keys.channels.name, .integer(data.isColoured ? 3 : 1))
        if data.count < Self.fewImages { suggest(keys.augment.name, .flag(true)) }
        if let batch = settings[keys.batchSize.name]?.number, Int(batch) > data.count, data.count > 1 {
            var fitting = 2
            while 2 * fitting <= data.count { fitting *= 2 }
            suggest(keys.batchSize.name, .integer(fitting))
        }
        return values
    }

    /// The settings that the data decide where the user gave no value.
    /// - Throws: `SettingError.unfit` for a number of classes that no setting can have.
    package func settings(for data: DataSummary, given: [String: SettingValue]) throws(SettingError) -> [String:
        SettingValue]
    {
        let classes = SettingKeys().numClasses
        if settings[classes.name] != nil, given[classes.name] == nil, let found = data.classes {
            do throws(SettingError) {
                _ = try Setting.named(classes.name).checked(.integer(found))
            } catch {
                throw .unfit(
                    preset: name, setting: classes.name, value: .integer(found),
                    why: "\(data.name) has \(found) class\(found == 1 ? "" : "es")",
                    fitting: "give data of \(classes.setting.allowed) classes, or \(.preset("modern"))")
            }
        }
        return settings(for: data).filter { given[$0.key] == nil }
    }
}
