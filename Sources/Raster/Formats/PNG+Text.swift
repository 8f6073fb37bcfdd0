import CPNG

extension PNG {
    /// A text chunk of a PNG.
    package struct Text: Sendable, Hashable {
        /// 1 to 79 Latin-1 characters, e.g. "Title", "Author", "Software", "Comment".
        package var key: String
        package var value: String

        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }
}

extension PNG.Text {
    /// The format of `cpng_write`: 1 for UTF-8 or 0 for Latin-1, key, 0, value, 0.
    func packed() throws(ImageError) -> [UInt8] {
        guard let keyBytes = Self.latin1(key), (1...79).contains(keyBytes.count), keyBytes.first != 32,
            keyBytes.last != 32, !keyBytes.contains(UInt8(ascii: "\n")), !key.contains("  ")
        else { throw .textKey(key) }
        guard !value.unicodeScalars.contains("\0") else { throw .textValue(key: key) }
        if let latin1 = Self.latin1(value) { return [0] + keyBytes + [0] + latin1 + [0] }
        return [1] + keyBytes + [0] + Array(value.utf8) + [0]
    }

    /// The text in PNG's Latin-1: printable characters and the line feed; nil for any other text.
    private static func latin1(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x20...0x7E, 0xA1...0xFF: bytes.append(UInt8(scalar.value))
            default: return nil
            }
        }
        return bytes
    }

    /// From the format of `cpng_read`.
    init(_ text: cpng_text) {
        key = Self.string(text.key, isUTF8: false)
        value = Self.string(text.value, isUTF8: text.utf8)
    }

    private static func string(_ pointer: UnsafePointer<CChar>?, isUTF8: Bool) -> String {
        guard let pointer else { return "" }
        if isUTF8 { return String(cString: pointer) }
        var text = String.UnicodeScalarView(), next = pointer
        while next.pointee != 0 {
            text.append(Unicode.Scalar(UInt8(bitPattern: next.pointee)))
            next += 1
        }
        return String(text)
    }
}
