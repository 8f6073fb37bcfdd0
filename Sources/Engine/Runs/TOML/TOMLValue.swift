/// A value of a TOML file.
package enum TOMLValue: Sendable, Equatable {
    case table([String: TOMLValue])
    case array([TOMLValue])
    case text(String)
    case integer(Int)
    case real(Double)
    case flag(Bool)
    /// A date, a time, or both, as TOML writes it.
    case time(String)

    /// The value as this type; nil for any other type.
    package var table: [String: TOMLValue]? { if case .table(let value) = self { value } else { nil } }
    package var array: [TOMLValue]? { if case .array(let value) = self { value } else { nil } }
    package var text: String? { if case .text(let value) = self { value } else { nil } }
    package var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    package var flag: Bool? { if case .flag(let value) = self { value } else { nil } }

    /// An integer or a real number.
    package var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .table, .array, .text, .flag, .time: nil
        }
    }

    /// The value of a setting; nil for other TOML.
    package var settingValue: SettingValue? {
        switch self {
        case .flag(let value): .flag(value)
        case .integer(let value): .integer(value)
        case .real(let value): .real(value)
        case .text(let text): ImageSize(text)?.settingValue ?? .word(text)
        case .table, .array, .time: nil
        }
    }

    /// The value as TOML writes it in one line.
    package var written: String {
        switch self {
        case .table(let members):
            let parts = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            return "{" + parts.map { " \(Self.quoted($0)) = \($1.written)" }.joined(separator: ",") + " }"
        case .array(let values): return "[" + values.map { " " + $0.written }.joined(separator: ",") + " ]"
        case .text(let text): return Self.quoted(text)
        case .integer(let number): return String(number)
        // Swift's shortest lossless form is valid TOML.
        case .real(let number): return number.description
        case .flag(let flag): return String(flag)
        case .time(let text): return text
        }
    }

    /// A basic string, with control characters, quotes and backslashes escaped.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
