/// A place in a TOML text that toml++ 3 does not survive: it ends the whole program there where it should say no.
///
/// To be looked for before TOMLKit parses what a user may have edited. Three kinds are known: a `[` at the beginning of
/// a line with no name behind it, a `}` where an array's value belongs, and letters outside ASCII that are neither in a
/// string nor in a comment. A zero byte, at which it stops reading without a word, is found too.
public struct TOMLFault: Error, Sendable, Equatable {
    /// Counts from 1.
    public let line: Int
    public let reason: String

    /// The first fault of `text`, nil for a text that can be parsed or refused safely. Linear in its length.
    public static func first(in text: String) -> TOMLFault? {
        var scan = Scan(Array(text.utf8))
        return scan.run().map { TOMLFault(line: scan.line, reason: $0) }
    }

    /// Walks over the text knowing only strings, comments, brackets and line ends.
    private struct Scan {
        let bytes: [UInt8]
        var line = 1
        private var place = 0
        private var depth = 0
        /// The last byte outside strings and comments that is no blank; a line feed before anything else.
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
            while place < bytes.count {
                let byte = bytes[place]
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "'"):
                    skipString(byte)
                    previous = byte
                    continue
                case UInt8(ascii: "#"):
                    while place < bytes.count && bytes[place] != UInt8(ascii: "\n") { place += 1 }
                    continue
                case UInt8(ascii: "\n"):
                    line += 1
                    if depth == 0 { previous = byte }
                case UInt8(ascii: "["):
                    if depth == 0 && previous == UInt8(ascii: "\n") {
                        if !hasName(behind: place + 1) { return "a name must follow '['" }
                    }
                    depth += 1
                case UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "}") where previous == UInt8(ascii: "[") || previous == UInt8(ascii: ","):
                    return "a value must stand before '}'"
                case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(depth - 1, 0)
                case 0x80...: return "letters outside ASCII need quotes"
                default: break
                }
                if byte > 0x20 { previous = byte }
                place += 1
            }
            return nil
        }

        /// Whether a table's name, or the `]` that toml++ complains of itself, follows the bracket of a header.
        private func hasName(behind start: Int) -> Bool {
            var i = pastBlanks(start)
            if i < bytes.count, bytes[i] == UInt8(ascii: "[") { i = pastBlanks(i + 1) }
            guard i < bytes.count else { return true }
            switch bytes[i] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                 UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "]"),
                 UInt8(ascii: "\""), UInt8(ascii: "'"): return true
            default: return false
            }
        }

        private func pastBlanks(_ start: Int) -> Int {
            bytes[start...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.count
        }

        /// Goes behind the string that begins here; one on a single line ends with it at the latest.
        private mutating func skipString(_ quote: UInt8) {
            let isLong = bytes[place...].starts(with: [quote, quote, quote])
            place += isLong ? 3 : 1
            while place < bytes.count {
                switch bytes[place] {
                case UInt8(ascii: "\n"):
                    if !isLong { return }
                    line += 1
                case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""):
                    if place + 1 < bytes.count && bytes[place + 1] != UInt8(ascii: "\n") { place += 1 }
                case quote:
                    guard isLong else {
                        place += 1
                        return
                    }
                    if bytes[place...].starts(with: [quote, quote, quote]) {
                        // Up to two quotes may stand directly before the closing three.
                        place += 3
                        for _ in 0..<2 where place < bytes.count && bytes[place] == quote { place += 1 }
                        return
                    }
                default: break
                }
                place += 1
            }
        }
    }
}
