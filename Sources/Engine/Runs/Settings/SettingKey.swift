/// A setting's declaration with the type its value has in code.
package struct SettingKey<Value: SettingType>: Sendable {
    package let setting: Setting

    package var name: String { setting.name }
    package var standard: Value { Value(setting.standard) }
}

extension SettingKey where Value == Bool {
    init(_ name: String, _ standard: Bool, _ meaning: String) {
        setting = Setting(
            name: name, domain: .flag, standard: .flag(standard), unit: "", meaning: meaning, isLive: false)
    }
}

extension SettingKey where Value == Int {
    init(
        _ name: String, _ standard: Int, _ range: ClosedRange<Int>, unit: String = "", _ meaning: String,
        live: Bool = false
    ) {
        setting = Setting(
            name: name, domain: .integer(range), standard: .integer(standard), unit: unit, meaning: meaning,
            isLive: live)
    }

    init(_ name: String, _ standard: Int, oneOf values: [Int], _ meaning: String) {
        setting = Setting(
            name: name, domain: .choice(values), standard: .integer(standard), unit: "", meaning: meaning, isLive: false
        )
    }
}

extension SettingKey where Value == ImageSize {
    init(_ name: String, _ standard: ImageSize, _ range: ClosedRange<Int>, unit: String, _ meaning: String) {
        setting = Setting(
            name: name, domain: .size(range), standard: standard.settingValue, unit: unit, meaning: meaning,
            isLive: false)
    }
}

extension SettingKey where Value == PrecisionChoice {
    init(_ name: String, _ standard: PrecisionChoice, _ meaning: String) {
        setting = Setting(
            name: name, domain: .word(PrecisionChoice.allCases.map(\.rawValue)), standard: standard.settingValue,
            unit: "", meaning: meaning, isLive: false, changesOnResume: true)
    }
}

extension SettingKey where Value == Double {
    init(
        _ name: String, _ standard: Double, _ range: ClosedRange<Double>, unit: String = "", _ meaning: String,
        live: Bool = false
    ) {
        setting = Setting(
            name: name, domain: .real(range), standard: .real(standard), unit: unit, meaning: meaning, isLive: live)
    }
}
