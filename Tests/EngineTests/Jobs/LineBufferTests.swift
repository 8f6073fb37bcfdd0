import Jobs
import Testing

@Suite struct LineBufferTests {
    private func lines(_ pieces: [String], limit: Int = 8) -> [LineBuffer.Line] {
        var buffer = LineBuffer(limit: limit), lines: [LineBuffer.Line] = []
        for piece in pieces {
            buffer.append(piece.utf8)
            while let line = buffer.next() { lines.append(line) }
        }
        return lines
    }

    private func whole(_ texts: String...) -> [LineBuffer.Line] { texts.map { .whole(Array($0.utf8)) } }

    @Test func `the lines do not depend on how the bytes are split`() {
        let text = "one\n\ntwo\r\n12345678\nx\n"
        let expected = whole("one", "", "two", "12345678", "x")
        for size in 1...text.utf8.count {
            let bytes = Array(text.utf8)
            let pieces = stride(from: 0, to: bytes.count, by: size)
                .map { String(decoding: bytes[$0..<min($0 + size, bytes.count)], as: UTF8.self) }
            #expect(lines(pieces) == expected, "\(size) bytes at a time")
        }
    }

    @Test func `a line over the limit is reported once, and the next one is read`() {
        #expect(lines(["123456789\nnext\n"]) == [.tooLong] + whole("next"))
        #expect(lines(["123456789", "123456789", "123\nnext\n"]) == [.tooLong] + whole("next"))
    }

    @Test func `an endless line takes bounded memory`() {
        var buffer = LineBuffer(limit: 8)
        for _ in 0..<10_000 {
            buffer.append("0123456789".utf8)
            #expect(buffer.next() == nil)
        }
        #expect(buffer.rest() == .tooLong)
    }

    @Test func `a last line without a line feed is a line`() {
        var buffer = LineBuffer(limit: 8)
        buffer.append("a\nb".utf8)
        #expect(buffer.next() == .whole(Array("a".utf8)))
        #expect(buffer.next() == nil)
        #expect(buffer.rest() == .whole(Array("b".utf8)))
        #expect(buffer.rest() == nil)
    }
}
