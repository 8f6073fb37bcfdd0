extension RunFile {
    /// A value of a TOML file.
    package enum Value: Sendable, Equatable {
        case integer(Int)
        case real(Double)
        case flag(Bool)
        case text(String)
        /// Any other TOML, e.g. an array or a date, unchanged.
        case other(String)

        package init(_ value: SettingValue) {
            self =
                switch value {
                case .flag(let value): .flag(value)
                case .integer(let value): .integer(value)
                case .real(let value): .real(value)
                case .size(let size): .text(size.text)
                case .word(let word): .text(word)
                }
        }

        /// The value of a setting; nil for other TOML.
        package var settingValue: SettingValue? {
            switch self {
            case .integer(let value): .integer(value)
            case .real(let value): .real(value)
            case .flag(let value): .flag(value)
            case .text(let text): text.contains { "xX×".contains($0) } ? ImageSize(text)?.settingValue : .word(text)
            case .other: nil
            }
        }

        /// The value as a number; nil for flags, text and other TOML.
        package var number: Double? {
            switch self {
            case .integer(let value): Double(value)
            case .real(let value): value
            case .flag, .text, .other: nil
            }
        }
    }
}
