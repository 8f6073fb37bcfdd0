import CTOML

extension TOMLValue {
    /// Reads a TOML text; no content ends the process.
    /// - Throws: `TOMLFault`, the first fault of the text.
    package static func read(_ text: String) throws(TOMLFault) -> [String: TOMLValue] {
        if let fault = TOMLFault.first(in: text) { throw fault }
        var text = text, line: UInt32 = 0
        var reason = [CChar](repeating: 0, count: 300)
        let document = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                toml_read($0.baseAddress, $0.count, &line, &reason, reason.count)
            }
        }
        guard let document else {
            let words = String(decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            // The library quotes the text with its line ends.
            throw TOMLFault(
                line: max(Int(line), 1), reason: words.split(whereSeparator: \.isNewline).joined(separator: " "))
        }
        defer { toml_free(document) }
        var count = 0
        let values = UnsafeBufferPointer(start: toml_values(document, &count), count: count)
        var next = 0
        return value(in: values, at: &next).table ?? [:]
    }

    /// The value at `next`, which moves behind it and the values inside it.
    private static func value(in values: UnsafeBufferPointer<toml_value>, at next: inout Int) -> TOMLValue {
        let value = values[next]
        next += 1
        switch Int(value.kind) {
        case TOML_TABLE:
            var members: [String: TOMLValue] = [:]
            for _ in 0..<value.count {
                let key = string(values[next].key, values[next].key_size)
                members[key] = self.value(in: values, at: &next)
            }
            return .table(members)
        case TOML_ARRAY: return .array((0..<value.count).map { _ in self.value(in: values, at: &next) })
        case TOML_INTEGER: return .integer(Int(value.integer))
        case TOML_REAL: return .real(value.real)
        case TOML_FLAG: return .flag(value.integer != 0)
        case TOML_TIME: return .time(string(value.text, value.text_size))
        default: return .text(string(value.text, value.text_size))
        }
    }

    private static func string(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> String {
        let buffer = UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count)
        return String(decoding: buffer.lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
