import Datasets
import Numerics
import Testing

@Suite struct `CSV rows` {
    private func rows(_ text: String) -> [CSVRows.Row] { Array(CSVRows(Array(text.utf8))) }

    /// The fields of every row that could be read.
    private func fields(_ text: String) -> [[String]] { rows(text).compactMap { try? $0.content.get() } }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `lines may end as on any system, and the last without a line end`(end: String) {
        #expect(fields("a,b\(end)c,d\(end)") == [["a", "b"], ["c", "d"]])
        #expect(fields("a,b\(end)c,d") == [["a", "b"], ["c", "d"]])
        #expect(rows("a\(end)b\(end)\(end)c").map(\.line) == [1, 2, 4])
    }

    @Test func `commas, line ends and doubled quotes are allowed inside quotes`() {
        #expect(fields(#""a, b","say ""hi""","# + "\"two\r\nlines\"\n") == [["a, b", "say \"hi\"", "two\r\nlines"]])
    }

    @Test func `white space and other characters are kept`() {
        #expect(fields(" a , b\t\n\u{2028}c,\u{0B}d\u{85}") == [[" a ", " b\t"], ["\u{2028}c", "\u{0B}d\u{85}"]])
        #expect(fields("e\u{301},赤い靴,👢\n") == [["e\u{301}", "赤い靴", "👢"]])
    }

    @Test func `empty fields count, also the last of the file`() {
        #expect(fields(",\n\"\",") == [["", ""], ["", ""]])
        #expect(fields("a,\"\"") == [["a", ""]])
        #expect(fields("") == [] && fields("\n\n") == [])
    }

    @Test func `a byte order mark is not part of the first field`() {
        #expect(
            Array(CSVRows([0xEF, 0xBB, 0xBF] + Array("file_name,text".utf8))).first?.content
                == .success(["file_name", "text"]))
    }

    @Test func `a malformed row is reported with its line and the rest is read`() {
        let read = rows("a,b\nc\"d,e\n\"f\"g,h\n\"i,j\nk,\"l\"\nm,n")
        #expect(read.map(\.line) == [1, 2, 3, 4, 5, 6])
        #expect(read.map { (try? $0.content.get()) ?? [] } == [["a", "b"], [], [], [], ["k", "l"], ["m", "n"]])
    }

    @Test func `an unclosed quote affects its own line only`() {
        let read = rows("\"a,b\nc,d\ne,f")
        #expect(read.first?.content == .failure(.init(reason: "a quote that is never closed")))
        #expect(fields("\"a,b\nc,d\ne,f") == [["c", "d"], ["e", "f"]])
    }

    @Test func `the row after one of several lines has the right number`() {
        #expect(rows("\"a\nb\nc\",1\nd,2").map(\.line) == [1, 4])
    }

    @Test func `invalid UTF-8 is reported`() {
        let read = Array(CSVRows([0x61, 0xFF, 0x0A, 0x62]))
        #expect(read.map(\.content) == [.failure(.init(reason: "the text is not UTF-8")), .success(["b"])])
    }

    @Test func `quoted fields with any content survive a round trip`() {
        var random = SplitMix64.Sequence(seed: 1)
        let alphabet = Array("ab,\"\n\r é靴")
        for _ in 0..<300 {
            let wanted = (0..<3).map { _ in
                (0..<2).map { _ in
                    String(
                        (0..<Int.random(in: 0...5, using: &random)).compactMap { _ in
                            alphabet.randomElement(using: &random)
                        })
                }
            }
            let text = wanted.map {
                $0.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\r\n"
            }.joined()
            #expect(fields(text) == wanted)
        }
    }

    @Test func `no bytes stop reading`() {
        var random = SplitMix64.Sequence(seed: 2)
        for _ in 0..<500 {
            let choices: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x61, 0xC3, 0xA9]
            let bytes = (0..<40).map { _ in choices[Int.random(in: choices.indices, using: &random)] }
            let lines = Array(CSVRows(bytes)).map { $0.line }
            #expect(lines == lines.sorted() && Set(lines).count == lines.count)
        }
    }
}
