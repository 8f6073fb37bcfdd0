package import Datasets
package import Runs

extension Preset {
    /// Images below which a discriminator learns the data by heart without augmentation.
    private static let fewImages = 5_000
    /// Sides of images to choose from, pixels, the largest first.
    private static let sides = [64, 56, 48, 40, 32, 28, 24, 20, 16, 12, 8, 4]

    /// The settings that the data decide: the largest size that most images have and the preset takes, channels, number of classes,
    /// augmentation of few images, and a batch that the data can fill. Settings that the preset does not have are left out.
    package func settings(for data: DataSummary) -> [String: SettingValue] {
        let keys = SettingKeys()
        var values: [String: SettingValue] = [:]
        func suggest(_ name: String, _ value: SettingValue) {
            if settings[name] != nil, (try? self.settings([name: value])) != nil { values[name] = value }
        }
        if DataSource.names.contains(data.name) == false || data.name.hasPrefix("fashion") {
            let fitting = Self.sides.first { side in
                side <= data.side && (try? self.settings([keys.imageSize.name: .integer(side)])) != nil
            }
            if let fitting { suggest(keys.imageSize.name, .integer(fitting)) }
            suggest(keys.channels.name, .integer(data.isColoured ? 3 : 1))
        }
        if let classes = data.classes, classes > 1 { suggest(keys.numClasses.name, .integer(classes)) }
        if data.count < Self.fewImages { suggest(keys.augment.name, .flag(true)) }
        if let batch = settings[keys.batchSize.name]?.number, Int(batch) > data.count, data.count > 1 {
            var fitting = 2
            while 2 * fitting <= data.count { fitting *= 2 }
            suggest(keys.batchSize.name, .integer(fitting))
        }
        return values
    }
}
