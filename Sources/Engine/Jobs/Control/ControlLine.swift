import FoundationEssentials

/// A JSON object on one line, with sorted keys.
enum ControlLine {
    static func of(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return try [UInt8](encoder.encode(value)) + [UInt8(ascii: "\n")]
        } catch {
            preconditionFailure("a line that JSON cannot encode: \(error)")
        }
    }
}
