/// The rows of a CSV file as RFC 4180 has it: commas, quotes, quotes doubled inside quotes, line ends of any system.
///
/// Written here because a row that breaks the rules must not end the reading: it is named by its line, and reading goes
/// on with the line after the one it began on. A byte order mark is skipped, so are empty lines.
package struct CSVRows: Sequence, IteratorProtocol {
    /// A row, or what is wrong with it; `line` is where it begins, counted from 1.
    package struct Row: Equatable {
        package var line: Int
        package var content: Result<[String], Malformed>
    }

    /// How a row breaks the rules.
    package struct Malformed: Error, Equatable {
        package var reason: String

        package init(reason: String) { self.reason = reason }
    }

    private let bytes: [UInt8]
    private var place: Int
    private var line = 1

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    private static let quote = UInt8(ascii: "\""), comma = UInt8(ascii: ",")
    private static let feed = UInt8(ascii: "\n"), carriage = UInt8(ascii: "\r")

    package mutating func next() -> Row? {
        while place < bytes.count, isLineEnd { skipLineEnd() }
        guard place < bytes.count else { return nil }
        let (start, startLine) = (place, line)
        do {
            return Row(line: startLine, content: .success(try readRow()))
        } catch {
            (place, line) = (start, startLine)
            while place < bytes.count, !isLineEnd { place += 1 }
            skipLineEnd()
            return Row(line: startLine, content: .failure(error))
        }
    }

    private mutating func readRow() throws(Malformed) -> [String] {
        var fields: [String] = []
        while true {
            let isQuoted = place < bytes.count && bytes[place] == Self.quote
            let field = try isQuoted ? readQuoted() : readPlain()
            guard let text = String(validating: field, as: UTF8.self) else { throw Malformed(reason: "the text is not UTF-8") }
            fields.append(text)
            guard place < bytes.count, bytes[place] == Self.comma else { break }
            place += 1
        }
        skipLineEnd()
        return fields
    }

    private mutating func readPlain() throws(Malformed) -> [UInt8] {
        let start = place
        while place < bytes.count, bytes[place] != Self.comma, !isLineEnd {
            guard bytes[place] != Self.quote else { throw Malformed(reason: "a quote inside a field that does not begin with one") }
            place += 1
        }
        return Array(bytes[start..<place])
    }

    private mutating func readQuoted() throws(Malformed) -> [UInt8] {
        var field: [UInt8] = []
        place += 1
        while place < bytes.count {
            let byte = bytes[place]
            if byte != Self.quote {
                if byte == Self.feed { line += 1 }
                field.append(byte)
                place += 1
            } else if place + 1 < bytes.count, bytes[place + 1] == Self.quote {
                field.append(byte)
                place += 2
            } else {
                place += 1
                guard place == bytes.count || bytes[place] == Self.comma || isLineEnd else {
                    throw Malformed(reason: "text behind the closing quote of a field")
                }
                return field
            }
        }
        throw Malformed(reason: "a quote that is never closed")
    }

    private var isLineEnd: Bool { bytes[place] == Self.feed || bytes[place] == Self.carriage }

    private mutating func skipLineEnd() {
        guard place < bytes.count else { return }
        let isPair = bytes[place] == Self.carriage && place + 1 < bytes.count && bytes[place + 1] == Self.feed
        place += isPair ? 2 : 1
        line += 1
    }
}
