import Engine
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

    @Test func `however the bytes are cut, the lines are the same`() {
        let text = "one\n\ntwo\r\n12345678\nx\n"
        let expected = whole("one", "", "two", "12345678", "x")
        for size in 1...text.utf8.count {
            let bytes = Array(text.utf8)
            let pieces = stride(from: 0, to: bytes.count, by: size)
                .map { String(decoding: bytes[$0..<min($0 + size, bytes.count)], as: UTF8.self) }
            #expect(lines(pieces) == expected, "\(size) bytes at a time")
        }
    }

    @Test func `a line over the limit is reported once, and the next is read`() {
        #expect(lines(["123456789\nnext\n"]) == [.tooLong] + whole("next"))
        #expect(lines(["123456789", "123456789", "123\nnext\n"]) == [.tooLong] + whole("next"))
    }

    @Test func `a line that never ends takes no memory`() {
        var buffer = LineBuffer(limit: 8)
        for _ in 0..<10_000 {
            buffer.append("0123456789".utf8)
            #expect(buffer.next() == nil)
        }
        #expect(buffer.rest() == .tooLong)
    }

    @Test func `what is left at the end of the stream is a line`() {
        var buffer = LineBuffer(limit: 8)
        buffer.append("a\nb".utf8)
        #expect(buffer.next() == .whole(Array("a".utf8)))
        #expect(buffer.next() == nil)
        #expect(buffer.rest() == .whole(Array("b".utf8)))
        #expect(buffer.rest() == nil)
    }
}
