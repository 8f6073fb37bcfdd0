package import Datasets
package import Models
package import Runs

extension TrainingConfiguration {
    /// Whether data are looked at for settings that the user did not give; built-in data decide the number of classes alone.
    package func isDecidedByData(given: [String: SettingValue]) -> Bool {
        let open = preset.decidedByData.filter { given[$0] == nil }
        return DataSource.names.contains(data) ? open.contains(SettingKeys().numClasses.name) : !open.isEmpty
    }

    /// Takes the settings that the data decide and the user did not give.
    /// - Returns: what was taken.
    /// - Throws: `SettingError` for what the preset cannot do.
    @discardableResult
    package mutating func take(from summary: DataSummary, given: [String: SettingValue]) throws(SettingError)
        -> [String: SettingValue]
    {
        try take(preset.settings(for: summary, given: given))
    }

    /// Sets settings that need not be live.
    /// - Returns: `values`.
    @discardableResult
    package mutating func take(_ values: [String: SettingValue]) throws(SettingError) -> [String: SettingValue] {
        settings = try preset.settings(settings.values.merging(values) { $1 })
        return values
    }

    /// "taken from the data: image_size=64, channels=3"; nil where nothing was.
    package static func takenLine(_ taken: [String: SettingValue], by preset: Preset) -> String? {
        let parts = preset.decidedByData.compactMap { name in taken[name].map { "\(name)=\($0.text)" } }
        return parts.isEmpty ? nil : "taken from the data: " + parts.joined(separator: ", ")
    }
}
