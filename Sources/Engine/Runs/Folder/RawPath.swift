/// A path as the system has it: bytes that need not be UTF-8.
package struct RawPath: Hashable, Sendable, Comparable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }
    package init(_ text: String) { bytes = Array(text.utf8) }

    /// The path of an entry of this folder.
    package func appending(_ name: RawPath) -> RawPath {
        RawPath(bytes.last == UInt8(ascii: "/") ? bytes + name.bytes : bytes + [UInt8(ascii: "/")] + name.bytes)
    }

    /// The last part.
    package var name: RawPath {
        RawPath(bytes.lastIndex(of: UInt8(ascii: "/")).map { Array(bytes[($0 + 1)...]) } ?? bytes)
    }

    /// The path as text: bytes that are not UTF-8 and control characters are written as `\xNN`.
    package var shown: String {
        var text = "", rest = bytes[...]
        while let first = rest.first {
            let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            let head = rest.prefix(length)
            if let character = String(validating: head, as: UTF8.self), Self.isPrintable(character) {
                text += character
                rest = rest.dropFirst(length)
            } else {
                let digits = String(first, radix: 16)
                text += "\\x" + (digits.count < 2 ? "0" : "") + digits
                rest = rest.dropFirst()
            }
        }
        return text
    }

    private static func isPrintable(_ character: String) -> Bool {
        character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    /// The bytes with a zero at the end, as the system's functions take them.
    var terminated: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

    package static func < (a: RawPath, b: RawPath) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}
