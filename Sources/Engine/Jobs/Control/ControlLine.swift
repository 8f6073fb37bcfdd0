import FoundationEssentials

/// A JSON object as the socket carries it: on one line, keys in order.
enum ControlLine {
    static func of(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return try [UInt8](encoder.encode(value)) + [UInt8(ascii: "\n")]
        } catch {
            preconditionFailure("a line with a number that is none: \(error)")
        }
    }
}
