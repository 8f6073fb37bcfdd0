package import Jobs
package import Runs

extension TrainingStatus {
    /// The settings that can be changed now, in the order of their declarations.
    package var liveSettings: [(setting: Setting, value: SettingValue)] {
        Setting.all.compactMap { setting in settings[setting.name].map { (setting, $0) } }
    }
}

extension TrainingRequest {
    static func set(_ setting: Setting, to value: SettingValue) -> TrainingRequest {
        .set(name: setting.name, value: value)
    }
}

extension Setting {
    /// A number of the event log or the control socket in the setting's own type.
    func value(_ number: Double) -> SettingValue { (try? checked(.real(number))) ?? .real(number) }
}
