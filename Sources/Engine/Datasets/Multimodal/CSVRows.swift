/// The rows of a CSV file (RFC 4180): commas, quotes, doubled quotes inside quotes, line ends of any system.
///
/// A malformed row does not end reading: it is reported with its line, and reading continues on the line after its first. A byte
/// order mark and empty lines are skipped.
package struct CSVRows: Sequence, IteratorProtocol {
    /// A row or its fault; `line` is its first line, counted from 1.
    package struct Row: Equatable {
        package var line: Int
        package var content: Result<[String], Malformed>
    }

    package struct Malformed: Error, Equatable {
        package var reason: String

        package init(reason: String) { self.reason = reason }
    }

    private let bytes: [UInt8]
    private var position: Int
    private var line = 1

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    private static let quote = UInt8(ascii: "\""), comma = UInt8(ascii: ",")
    private static let feed = UInt8(ascii: "\n"), carriage = UInt8(ascii: "\r")

    package mutating func next() -> Row? {
        while position < bytes.count, isLineEnd { skipLineEnd() }
        guard position < bytes.count else { return nil }
        let (start, startLine) = (position, line)
        do {
            return Row(line: startLine, content: .success(try readRow()))
        } catch {
            (position, line) = (start, startLine)
            while position < bytes.count, !isLineEnd { position += 1 }
            skipLineEnd()
            return Row(line: startLine, content: .failure(error))
        }
    }

    private mutating func readRow() throws(Malformed) -> [String] {
        var fields: [String] = []
        while true {
            let isQuoted = position < bytes.count && bytes[position] == Self.quote
            let field = try isQuoted ? readQuoted() : readPlain()
            guard let text = String(validating: field, as: UTF8.self) else {
                throw Malformed(reason: "the text is not UTF-8")
            }
            fields.append(text)
            guard position < bytes.count, bytes[position] == Self.comma else { break }
            position += 1
        }
        skipLineEnd()
        return fields
    }

    private mutating func readPlain() throws(Malformed) -> [UInt8] {
        let start = position
        while position < bytes.count, bytes[position] != Self.comma, !isLineEnd {
            guard bytes[position] != Self.quote else {
                throw Malformed(reason: "a quote inside a field that does not begin with one")
            }
            position += 1
        }
        return Array(bytes[start..<position])
    }

    private mutating func readQuoted() throws(Malformed) -> [UInt8] {
        var field: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte != Self.quote {
                if byte == Self.feed { line += 1 }
                field.append(byte)
                position += 1
            } else if position + 1 < bytes.count, bytes[position + 1] == Self.quote {
                field.append(byte)
                position += 2
            } else {
                position += 1
                guard position == bytes.count || bytes[position] == Self.comma || isLineEnd else {
                    throw Malformed(reason: "text behind the closing quote of a field")
                }
                return field
            }
        }
        throw Malformed(reason: "a quote that is never closed")
    }

    private var isLineEnd: Bool { bytes[position] == Self.feed || bytes[position] == Self.carriage }

    private mutating func skipLineEnd() {
        guard position < bytes.count else { return }
        let isPair = bytes[position] == Self.carriage && position + 1 < bytes.count && bytes[position + 1] == Self.feed
        position += isPair ? 2 : 1
        line += 1
    }
}
