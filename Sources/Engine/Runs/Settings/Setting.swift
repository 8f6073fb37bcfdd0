/// A value that a preset leaves to the user: its one declaration, which help, form, completion, error lines and `run.toml` come from.
package struct Setting: Sendable, Equatable {
    /// The type of the value and what it may be.
    package enum Domain: Sendable, Equatable {
        case flag
        case integer(ClosedRange<Int>)
        /// One of a few whole numbers.
        case choice([Int])
        case real(ClosedRange<Double>)
        /// Height and width of an image: one whole number for a square, or two.
        case size(ClosedRange<Int>)
        /// One of a few words.
        case word([String])
    }

    /// As the user writes it, e.g. "generator.learning_rate".
    package let name: String
    package let domain: Domain
    /// The value where a preset does not state another one.
    package let standard: SettingValue
    /// What the value counts or measures, e.g. "pixels"; empty where it has no unit.
    package let unit: String
    package let meaning: String
    /// May change while the run trains.
    package let isLive: Bool
    /// May change where a run is resumed, although it is not live.
    package var changesOnResume = false

    /// The range as numbers, for stepping through values.
    package var range: ClosedRange<Double> {
        switch domain {
        case .flag: 0...1
        case .word: 0...0
        case .integer(let range), .size(let range): Double(range.lowerBound)...Double(range.upperBound)
        case .choice(let values): Double(values.min() ?? 0)...Double(values.max() ?? 0)
        case .real(let range): range
        }
    }

    /// Whether only whole numbers are allowed.
    package var isWhole: Bool { if case .real = domain { false } else { true } }

    /// All values of a flag or a choice; the default of others.
    package var choices: [SettingValue] {
        switch domain {
        case .flag: [.flag(true), .flag(false)]
        case .choice(let values): values.map { .integer($0) }
        case .word(let words): words.map { .word($0) }
        case .integer, .real, .size: [standard]
        }
    }

    /// The allowed values in words, e.g. "2 to 4096 images", "1 or 3", "true or false".
    package var allowed: String {
        switch domain {
        case .flag: "true or false"
        case .choice(let values):
            Self.alternatives(values.map(String.init))
        case .word(let words): Self.alternatives(words)
        case .integer, .real:
            "\(range.lowerBound.short) to \(range.upperBound.short)" + (unit.isEmpty ? "" : " \(unit)")
        case .size: "\(range.lowerBound.short) to \(range.upperBound.short) \(unit), or height x width such as 32x48"
        }
    }

    private static func alternatives(_ values: [String]) -> String {
        values.dropLast().joined(separator: ", ") + " or " + (values.last ?? "")
    }

    /// One line for help: the meaning, the default, the allowed values, and whether it is live.
    package var help: String {
        "\(meaning) (default \(standard.text); \(allowed)\(isLive ? "; live" : ""))"
    }

    /// `value` in the setting's own type.
    /// - Throws: `SettingError.outOfRange` for a value that it cannot have.
    package func checked(_ value: SettingValue) throws(SettingError) -> SettingValue {
        if case .size(let size) = value {
            guard case .size(let range) = domain, range.contains(size.height), range.contains(size.width) else {
                throw .outOfRange(self, value)
            }
            return size.settingValue
        }
        if case .word(let words) = domain {
            guard case .word(let word) = value, words.contains(word) else { throw .notAValue(self, text: value.text) }
            return value
        }
        if case .word(let text) = value { throw .notAValue(self, text: text) }
        let number = value.number
        guard number.isFinite, range.contains(number), !isWhole || number == number.rounded() else {
            throw .outOfRange(self, value)
        }
        switch domain {
        case .flag: return .flag(number != 0)
        case .word: return value
        case .integer, .size: return .integer(Int(number))
        case .choice(let values):
            guard values.contains(Int(number)) else { throw .outOfRange(self, value) }
            return .integer(Int(number))
        case .real: return .real(number)
        }
    }

    /// The value that `text` says, e.g. "64", "2e-4", "true", "32x48".
    /// - Throws: `SettingError` for text that is no value, and for a value that the setting cannot have.
    package func parsed(_ text: String) throws(SettingError) -> SettingValue {
        if case .word = domain { return try checked(.word(text.lowercased())) }
        switch text.lowercased() {
        case "true", "yes", "on": if domain == .flag { return .flag(true) }
        case "false", "no", "off": if domain == .flag { return .flag(false) }
        default:
            if let number = Int(text) { return try checked(.integer(number)) }
            if let number = Double(text), number.isFinite { return try checked(.real(number)) }
            if case .size = domain, let size = ImageSize(text) { return try checked(size.settingValue) }
        }
        throw .notAValue(self, text: text)
    }

    /// The declaration of a setting of this name.
    /// - Throws: `SettingError.unknown` with the nearest names.
    package static func named(_ name: String) throws(SettingError) -> Setting {
        guard let setting = all.first(where: { $0.name == name }) else {
            throw .unknown(name, nearest: Spelling.nearest(to: name, among: all.map(\.name)))
        }
        return setting
    }

    /// Every setting, in the order in which help and forms list them.
    package static let all: [Setting] = SettingKeys().all
}
