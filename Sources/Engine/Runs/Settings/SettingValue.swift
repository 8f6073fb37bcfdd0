/// The value of a setting: a flag, a whole number, a number, the size of an image that is not square, or a word.
package enum SettingValue: Sendable, Equatable, Hashable {
    case flag(Bool)
    case integer(Int)
    case real(Double)
    /// Height and width that differ; equal ones are an integer.
    case size(ImageSize)
    /// One of the words that the setting takes.
    case word(String)

    /// The value as a number; a flag is 1 or 0, a size its number of rows, a word 0.
    package var number: Double {
        switch self {
        case .flag(let value): value ? 1 : 0
        case .integer(let value): Double(value)
        case .real(let value): value
        case .size(let size): Double(size.height)
        case .word: 0
        }
    }

    /// As it is written in messages and in `--set name=value`: "true", "64", "2e-4", "32x48", "bf16".
    package var text: String {
        switch self {
        case .flag(let value): String(value)
        case .integer(let value): String(value)
        case .real(let value): value.short
        case .size(let size): size.text
        case .word(let word): word
        }
    }
}

extension SettingValue {
    /// The value that `text` says, where the setting is not known: a whole number, a finite number, a flag, or a size; nil for other text.
    package init?(_ text: String) {
        if let number = Int(text) {
            self = .integer(number)
        } else if let number = Double(text) {
            if number.isFinite { self = .real(number) } else { return nil }
        } else if let flag = Bool(text) {
            self = .flag(flag)
        } else if let size = ImageSize(text) {
            self = size.settingValue
        } else {
            return nil
        }
    }
}

/// As a flag, a number, or the text of a size or a word.
extension SettingValue: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) { self = .flag(flag); return }
        if let number = try? container.decode(Int.self) { self = .integer(number); return }
        if let number = try? container.decode(Double.self) { self = .real(number); return }
        let text = try container.decode(String.self)
        self = ImageSize(text)?.settingValue ?? .word(text)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .flag(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .real(let value): try container.encode(value)
        case .size(let size): try container.encode(size.text)
        case .word(let word): try container.encode(word)
        }
    }
}

extension SettingValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    package init(booleanLiteral value: Bool) { self = .flag(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .real(value) }
}

/// A Swift type that a setting's value has in code.
package protocol SettingType: Sendable {
    init(_ value: SettingValue)
    var settingValue: SettingValue { get }
}

extension Bool: SettingType {
    package init(_ value: SettingValue) { self = value.number != 0 }
    package var settingValue: SettingValue { .flag(self) }
}

extension Int: SettingType {
    package init(_ value: SettingValue) { self = Int(value.number) }
    package var settingValue: SettingValue { .integer(self) }
}

extension Double: SettingType {
    package init(_ value: SettingValue) { self = value.number }
    package var settingValue: SettingValue { .real(self) }
}

extension Double {
    /// Without a fraction where there is none, and without a zero before an exponent.
    package var short: String {
        self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self).replacing("e-0", with: "e-")
    }
}
