import Runs
import Testing

@Suite struct `Faults in TOML` {
    @Test(arguments: [
        ("a = 1\n[=]\n", 2), ("[[[a]]]", 1), ("[ \t+a]", 1), ("[[ \n", 1), ("a = [1, }", 1), ("a = [ # }\n\n}", 3),
        ("é = 1", 1),
        ("a = 1\nb = \u{2028}", 2), ("a = \"\"\"\n[=\n\"\"\"\n[.]", 4), ("a = 1\n\n\0", 3), ("a = 'x'\n[!", 2),
    ])
    func `are found where the parser would crash`(text: String, line: Int) {
        #expect(TOMLFault.first(in: text)?.line == line)
    }

    @Test(arguments: ["a.", "[a.", "[[a . ", "\"a\".'b'.", "x = {a."])
    func `are names so deep that they would overflow the stack`(part: String) {
        let text =
            "# ok ......\nb = \"\(String(repeating: ".", count: 9_000))\"\n" + part
            + String(repeating: "a.", count: 100_000) + "a"
        #expect(TOMLFault.first(in: text)?.line == 3)
        #expect(TOMLFault.first(in: "a = [" + String(repeating: "1.5, ", count: 9_000) + "]") == nil)
    }

    @Test(arguments: [
        "", "\u{FEFF}a = 1", "[a]\n[[b.c]]\n[ \"é\" ]\n['[=']", "a = \"é # [=\" # ü\n", "a = [\n  [1, 2],\n  [+1],\n]",
        "a = { }\n", "a = [{ b = 1 }, { }]", "a = '''\n[=\n}'''\n[b]", "a = \"\\\"[\\\\\"\n[c]",
        "a = \"\"\"x\"\"\"\"\"\n[d]", "[]", "[",
    ])
    func `are not reported where the parser has its own errors`(text: String) {
        #expect(TOMLFault.first(in: text) == nil)
    }
}
