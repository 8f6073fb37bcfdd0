/// The settings that a preset has, with its defaults.
package struct SettingList: Sendable, Equatable {
    package private(set) var values: [String: SettingValue] = [:]

    private static let keys = SettingKeys()

    private init() {}

    /// What every preset has: image shape, batch, learning rates, EMA, and what a run logs and keeps.
    package static let common = SettingList()
        .adding(\.imageSize).adding(\.channels).adding(\.batchSize).adding(\.generatorLearningRate).adding(
            \.discriminatorLearningRate
        )
        .adding(\.precision).adding(\.emaDecay).adding(\.sampleCount).adding(\.logInterval).adding(\.sampleInterval)
        .adding(
            \.checkpointInterval
        )
        .adding(\.evaluationInterval).adding(\.evaluationSamples).adding(\.maxRollbacks)

    /// The same with another setting, at its own default.
    package func adding<Value>(_ key: KeyPath<SettingKeys, SettingKey<Value>>) -> SettingList {
        adding(key, Self.keys[keyPath: key].standard)
    }

    /// The same with a setting at the preset's default, whether it had the setting before or not.
    package func adding<Value>(_ key: KeyPath<SettingKeys, SettingKey<Value>>, _ value: Value) -> SettingList {
        var copy = self
        copy.values[Self.keys[keyPath: key].name] = value.settingValue
        return copy
    }

    /// Both networks' learning rates.
    package func learningRate(_ value: Double) -> SettingList {
        adding(\.generatorLearningRate, value).adding(\.discriminatorLearningRate, value)
    }

    package func has<Value>(_ key: KeyPath<SettingKeys, SettingKey<Value>>) -> Bool {
        values[Self.keys[keyPath: key].name] != nil
    }

    package subscript(name: String) -> SettingValue? { values[name] }
}
