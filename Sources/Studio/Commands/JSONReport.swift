import Foundation
import Render

/// Prints a value as a JSON object on standard output.
enum JSONReport {
    static func print(_ value: some Encodable, isPretty: Bool = true) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
        StandardOutput.write(escaped(String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n")
    }

    /// JSON with JSON's own escapes for what the encoder leaves: C1, and characters that change the order of others. They occur in strings only.
    static func escaped(_ json: String) -> String {
        guard json.unicodeScalars.contains(where: { $0.isEscaped && $0 != "\n" }) else { return json }
        return json.unicodeScalars.reduce(into: "") { text, scalar in
            guard scalar.isEscaped, scalar != "\n" else { return text.unicodeScalars.append(scalar) }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
    }
}
