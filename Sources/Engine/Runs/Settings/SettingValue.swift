/// The value of a setting: a flag, a whole number, a number, or the size of an image that is not square.
package enum SettingValue: Sendable, Equatable, Hashable {
    case flag(Bool)
    case integer(Int)
    case real(Double)
    /// Height and width that differ; equal ones are an integer.
    case size(ImageSize)

    /// The value as a number; a flag is 1 or 0, a size its number of rows.
    package var number: Double {
        switch self {
        case .flag(let value): value ? 1 : 0
        case .integer(let value): Double(value)
        case .real(let value): value
        case .size(let size): Double(size.height)
        }
    }

    /// As it is written in messages and in `--set name=value`: "true", "64", "2e-4", "32x48".
    package var text: String {
        switch self {
        case .flag(let value): String(value)
        case .integer(let value): String(value)
        case .real(let value): value.short
        case .size(let size): size.text
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
