/// A fault of a TOML text: the line, and what is wrong.
package struct TOMLFault: Error, Sendable, Equatable {
    /// Counts from 1.
    package let line: Int
    package let reason: String

    package init(line: Int, reason: String) { (self.line, self.reason) = (line, reason) }

    /// The first fault of `text` that toml++ does not report well; nil for none. Linear in the length.
    ///
    /// A `[` at the start of a line without a name after it, a `}` in the place of an array's value, and characters outside ASCII outside
    /// of strings and comments fail its assertions. It stops silently at a zero byte. Names of very many parts are tables so deep that
    /// freeing them would overflow the stack.
    package static func first(in text: String) -> TOMLFault? {
        var scan = Scan(Array(text.utf8))
        return scan.run().map { TOMLFault(line: scan.line, reason: $0) }
    }

    /// A scanner for strings, comments, brackets and line ends.
    private struct Scan {
        let bytes: [UInt8]
        var line = 1
        private var position = 0
        private var depth = 0
        /// Dots since the last byte that ends a name.
        private var dots = 0
        /// Parts of a name at most; toml++ has the same limit for nested values.
        private static let longestName = 256
        /// The last byte outside strings and comments that is not blank; initially a line feed.
        private var previous = UInt8(ascii: "\n")

        init(_ bytes: [UInt8]) {
            let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
            self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
        }

        mutating func run() -> String? {
            if let zero = bytes.firstIndex(of: 0) {
                line = 1 + bytes[..<zero].count { $0 == UInt8(ascii: "\n") }
                return "a zero byte"
            }
            while position < bytes.count {
                let byte = bytes[position]
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "'"):
                    skipString(byte)
                    previous = byte
                    continue
                case UInt8(ascii: "#"):
                    while position < bytes.count && bytes[position] != UInt8(ascii: "\n") { position += 1 }
                    continue
                case UInt8(ascii: "\n"):
                    line += 1
                    if depth == 0 { previous = byte }
                case UInt8(ascii: "["):
                    if depth == 0 && previous == UInt8(ascii: "\n") {
                        if !hasName(after: position + 1) { return "'[' must be followed by a name" }
                    }
                    depth += 1
                case UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "}") where previous == UInt8(ascii: "[") || previous == UInt8(ascii: ","):
                    return "a value is missing before '}'"
                case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(depth - 1, 0)
                case UInt8(ascii: "."):
                    dots += 1
                    if dots >= Self.longestName { return "a name has more than \(Self.longestName) parts" }
                case 0x80...: return "characters outside ASCII need quotes"
                default: break
                }
                switch byte {
                case UInt8(ascii: "\n"), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"),
                    UInt8(ascii: "{"), UInt8(ascii: "}"):
                    dots = 0
                default: break
                }
                if byte > 0x20 { previous = byte }
                position += 1
            }
            return nil
        }

        /// Whether the bracket of a header is followed by a name, or by `]`, which toml++ rejects safely.
        private func hasName(after start: Int) -> Bool {
            var i = pastBlanks(start)
            if i < bytes.count, bytes[i] == UInt8(ascii: "[") { i = pastBlanks(i + 1) }
            guard i < bytes.count else { return true }
            switch bytes[i] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "]"),
                UInt8(ascii: "\""), UInt8(ascii: "'"):
                return true
            default: return false
            }
        }

        private func pastBlanks(_ start: Int) -> Int {
            bytes[start...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.count
        }

        /// Skips the string that starts here; a single-line string ends with its line at the latest.
        private mutating func skipString(_ quote: UInt8) {
            let isLong = bytes[position...].starts(with: [quote, quote, quote])
            position += isLong ? 3 : 1
            while position < bytes.count {
                switch bytes[position] {
                case UInt8(ascii: "\n"):
                    if !isLong { return }
                    line += 1
                case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""):
                    if position + 1 < bytes.count && bytes[position + 1] != UInt8(ascii: "\n") { position += 1 }
                case quote:
                    guard isLong else {
                        position += 1
                        return
                    }
                    if bytes[position...].starts(with: [quote, quote, quote]) {
                        // Up to two quotes may precede the closing three.
                        position += 3
                        for _ in 0..<2 where position < bytes.count && bytes[position] == quote { position += 1 }
                        return
                    }
                default: break
                }
                position += 1
            }
        }
    }
}
