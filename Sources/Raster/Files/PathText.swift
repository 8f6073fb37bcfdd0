/// File names as text, without loss where they are not UTF-8.
///
/// The system's names are bytes. A byte that is not part of valid UTF-8 becomes one of the private-use characters U+10FF80...U+10FFFF,
/// which `bytes(of:)` turns back, so that a path made of listed names opens its file. The bytes of a name that has such a character of
/// its own are kept in the same way: every name has one text, and every text of a name its bytes.
package enum PathText {
    private static let base: UInt32 = 0x10_FF00
    private static let escapes: ClosedRange<UInt32> = 0x10_FF80...0x10_FFFF
    /// The first byte of all characters in `escapes`; hardly any name has it.
    private static let lead: UInt8 = 0xF4

    /// The text of a name that the system listed.
    package static func text(_ name: some Collection<UInt8>) -> String {
        if !name.contains(lead), let text = String(validating: name, as: UTF8.self) { return text }
        let bytes = Array(name)
        var scalars = String.UnicodeScalarView(), i = 0
        while i < bytes.count {
            let length = bytes[i] < 0x80 ? 1 : bytes[i] < 0xE0 ? 2 : bytes[i] < 0xF0 ? 3 : 4
            let end = min(i + length, bytes.count)
            if let scalar = String(validating: bytes[i..<end], as: UTF8.self)?.unicodeScalars.first,
                !escapes.contains(scalar.value)
            {
                scalars.append(scalar)
                i = end
            } else if let escape = Unicode.Scalar(base + UInt32(bytes[i])) {
                scalars.append(escape)
                i += 1
            }
        }
        return String(scalars)
    }

    /// The text of a C string.
    package static func text(_ name: UnsafePointer<CChar>) -> String {
        var length = 0
        while name[length] != 0 { length += 1 }
        return name.withMemoryRebound(to: UInt8.self, capacity: length) {
            text(UnsafeBufferPointer(start: $0, count: length))
        }
    }

    /// The bytes of a path for the system, without the zero byte at the end.
    package static func bytes(of path: String) -> [UInt8] {
        guard hasEscapes(path) else { return Array(path.utf8) }
        return path.unicodeScalars.flatMap { scalar in
            escapes.contains(scalar.value) ? [UInt8(scalar.value & 0xFF)] : Array(String(scalar).utf8)
        }
    }

    /// Whether the bytes of a path are UTF-8.
    package static func isUTF8(_ path: String) -> Bool { !hasEscapes(path) }

    /// Calls `body` with the path for the system.
    /// - Precondition: the path has no zero byte.
    package static func withSystemPath<T>(_ path: String, _ body: (UnsafePointer<CChar>) -> T) -> T {
        guard hasEscapes(path) else { return path.withCString(body) }
        return (bytes(of: path).map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("a path without its zero byte") }
            return body(start)
        }
    }

    /// The path or message for the user: bytes that are not UTF-8 as `\xe9`.
    package static func shown(_ text: String) -> String {
        guard hasEscapes(text) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if escapes.contains(scalar.value) {
                result.append(contentsOf: "\\x\(String(scalar.value & 0xFF, radix: 16))".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static func hasEscapes(_ text: String) -> Bool {
        text.utf8.contains(lead) && text.unicodeScalars.contains { escapes.contains($0.value) }
    }
}
