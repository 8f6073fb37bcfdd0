/// A run's settings: what the user gave over what the preset and the declarations say.
@dynamicMemberLookup
package struct Settings: Sendable, Equatable {
    /// By the names that users write.
    package private(set) var values: [String: SettingValue]

    private static let keys = SettingKeys()

    /// The defaults with `given` on top. `learning_rate` applies to both networks, except where one has its own.
    /// - Throws: `SettingError` for a name that is no setting's, and a value that the setting cannot have.
    package init(defaults: SettingList, given: [String: SettingValue]) throws(SettingError) {
        values = defaults.values
        for (name, value) in given { values[name] = try Setting.named(name).checked(value) }
        guard let both = values.removeValue(forKey: Self.keys.learningRate.name) else { return }
        for name in Self.learningRates where given[name] == nil { values[name] = both }
    }

    /// The settings that `learning_rate` stands for.
    package static let learningRates = [keys.generatorLearningRate.name, keys.discriminatorLearningRate.name]

    /// The value of a setting that the preset has.
    package subscript<Value>(dynamicMember key: KeyPath<SettingKeys, SettingKey<Value>>) -> Value {
        let declared = Self.keys[keyPath: key]
        guard let value = values[declared.name] else {
            preconditionFailure("the preset has no setting \(declared.name)")
        }
        return Value(value)
    }

    /// The value of a setting, nil where the preset does not have it.
    package func value<Value>(_ key: KeyPath<SettingKeys, SettingKey<Value>>) -> Value? {
        values[Self.keys[keyPath: key].name].map(Value.init)
    }

    /// The value of a setting that the preset has, as a number, by its name; allocates nothing.
    package func number(_ name: String) -> Double {
        guard let value = values[name] else { preconditionFailure("the preset has no setting \(name)") }
        return value.number
    }

    /// The same settings with one changed, whether it is live or not; the preset has it.
    package func with<Value>(_ key: KeyPath<SettingKeys, SettingKey<Value>>, _ value: Value) -> Settings {
        var copy = self
        copy.values[Self.keys[keyPath: key].name] = value.settingValue
        return copy
    }

    /// The same with settings changed by their names, as where a run is resumed.
    /// - Throws: `SettingError` for a setting that is not the preset's, and a value that it cannot have.
    package func changed(_ changes: [String: SettingValue]) throws(SettingError) -> Settings {
        var copy = self
        for (name, value) in changes {
            let setting = try Setting.named(name)
            guard values[name] != nil else { throw .notOfPreset(setting, has: values.keys.sorted()) }
            copy.values[name] = try setting.checked(value)
        }
        return copy
    }

    /// Changes a live setting, by the name that the user wrote.
    /// - Throws: `SettingError` for a setting that is not live or not the preset's, and a value that it cannot have.
    package mutating func change(_ name: String, to value: SettingValue) throws(SettingError) {
        let setting = try Setting.named(name)
        guard setting.isLive else { throw .notLive(setting) }
        guard values[name] != nil else { throw .notOfPreset(setting, has: live.keys.sorted()) }
        values[name] = try setting.checked(value)
    }

    /// `values` in each setting's own type, where a format such as JSON does not tell 1 from 1.0.
    package static func typed(_ values: [String: SettingValue]) -> [String: SettingValue] {
        values.reduce(into: [:]) { typed, entry in
            typed[entry.key] = (try? Setting.named(entry.key).checked(entry.value)) ?? entry.value
        }
    }

    /// Those that may change while the run trains.
    package var live: [String: SettingValue] {
        values.filter { name, _ in Setting.all.contains { $0.name == name && $0.isLive } }
    }
}
