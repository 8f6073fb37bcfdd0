import Foundation

/// Prints a value as a JSON object on standard output.
enum JSONReport {
    static func print(_ value: some Encodable, isPretty: Bool = true) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
        Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
