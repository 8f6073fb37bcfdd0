import Foundation
import Runs
import Testing

@Suite struct `Reading TOML` {
    @Test func `values of every type are read`() throws {
        let text = #"""
            a = 1
            b = -0.5
            c = true
            "d é" = 'x\'
            e = [1, "two", { three = 3 }]
            f = 1979-05-27T07:32:00Z
            g.h = 07:32:00
            [[i]]
            j = inf
            [[i]]
            """#
        #expect(
            try TOMLValue.read(text) == [
                "a": .integer(1), "b": .real(-0.5), "c": .flag(true), "d é": .text("x\\"),
                "e": .array([.integer(1), .text("two"), .table(["three": .integer(3)])]),
                "f": .time("1979-05-27T07:32:00Z"),
                "g": .table(["h": .time("07:32:00")]), "i": .array([.table(["j": .real(.infinity)]), .table([:])]),
            ])
    }

    @Test func `a value is written as it is read`() throws {
        let value = try TOMLValue.read(#"e = [1, [2.5, "a\u001b\""], { 'x y' = 1979-05-27, z = {} }]"#)
        #expect(try TOMLValue.read("e = " + (value["e"]?.written ?? "")) == value)
    }

    @Test(arguments: [
        ("x = 1979-05-27T7:32:00Z", 1), ("r = 1979-05-27 0\t\n", 1), ("a = 1\n\nb = 1979-05-27T7:32:00Z\nc = 2\n", 3),
        ("a = 1\nb = \n", 2),
        ("a = [\n1979-05-27 0\t", 2),
    ])
    func `a truncated date or time is a fault with its line`(text: String, line: Int) {
        let fault = #expect(throws: TOMLFault.self) { try TOMLValue.read(text) }
        #expect(fault?.line == line, "\(fault.debugDescription)")
    }

    @Test func `no mutation of a settings file ends the process`() {
        let seeds = [
            "x = 1979-05-27T07:32:00.999999-07:00\ny = 07:32:00\nz = 1979-05-27 07:32:00\nd = 0x1f\ne = 1e-10\nf = -inf\n",
            "# é\nversion = \"1\"\n[settings]\na.b = 3\n[[changes]]\nstep = 1\nname = 'x'\nvalue = 0.5\n",
            "l = \"\"\"\n[=\n\"\"\"\ni = [1, [2], { a = 1, b.c = '''x''' }]\n\"q\\u00e9\" = \"\\t\"\n[k . z]\nm = true\n",
        ].map { Array($0.utf8) }
        let pieces = ["\u{1B}[31m", "1979-05-27", "7:32", "0\t", "[", "{", "\"\"\"", ".", "=", "é", "_", "#", "\n"].map
        { Array($0.utf8) }
        var corruption = ByteCorruption(seed: 21), faults = 0
        for number in 0..<12_000 {
            var bytes = seeds[number % seeds.count]
            if number % 2 == 0 {
                bytes.insert(contentsOf: pieces[number / 2 % pieces.count], at: number * 7 % bytes.count)
            }
            if number % 3 != 0 { bytes = corruption.applied(to: bytes, head: bytes.count) }
            do throws(TOMLFault) {
                let values = try TOMLValue.read(String(decoding: bytes, as: UTF8.self))
                _ = TOMLValue.table(values).written
            } catch {
                faults += 1
                #expect(error.line >= 1 && !error.reason.isEmpty && !error.reason.contains("\n"))
            }
        }
        #expect(faults > 1_000)
    }
}
