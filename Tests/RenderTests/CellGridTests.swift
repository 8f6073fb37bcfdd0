import Render
import Testing

@Suite struct CellGridTests {
    private let style = TextStyle(.white)

    private func grid(_ width: Int, _ height: Int) -> CellGrid {
        CellGrid(Size(width: width, height: height), filledWith: Cell(" ", foreground: .white, background: .black))
    }

    @Test func `text that does not fit ends with an ellipsis`() {
        var grid = grid(8, 1)
        let end = grid.put("checkpoint", x: 1, y: 0, style)
        #expect(grid.text == " checkp…")
        #expect(end == 8)
        grid.put("abcdef", x: 0, y: 0, style, limit: 3)
        #expect(grid.text == "ab…eckp…")
    }

    @Test func `text outside the grid is clipped`() {
        var grid = grid(4, 2)
        grid.put("left", x: -2, y: 0, style)
        grid.put("below", x: 0, y: 2, style)
        grid.put("above", x: 0, y: -1, style)
        grid.put("right", x: 4, y: 0, style)
        #expect(grid.text == "ft\n")
    }

    @Test func `control and invisible characters are written as escapes`() {
        var grid = grid(40, 1)
        grid.put("a\u{1B}[2Jb\n\u{9B}\u{202E}", x: 0, y: 0, style)
        #expect(grid.text == #"a\x1b[2Jb\x0a\x9b\u202e"#)
        #expect(CellGrid.columns(of: "\u{1B}") == 4)
    }

    @Test func `combining marks are drawn over their letter and sent with it`() {
        var one = grid(8, 1)
        one.put("e\u{301}o", x: 0, y: 0, style)
        #expect(one.text.unicodeScalars.elementsEqual("e\u{301}o".unicodeScalars))
        #expect(one[1, 0].scalar == "o" && one.marks(x: 0, y: 0) == ["\u{301}"])
        var other = grid(8, 1)
        other.put("eo", x: 0, y: 0, style)
        #expect(one.changes(since: other) == [.init(x: 0, y: 0, count: 1)])
        #expect(
            String(decoding: one.escaped(mode: .none), as: UTF8.self).unicodeScalars.starts(
                with: "e\u{301}o".unicodeScalars))
        var copy = grid(8, 1)
        copy.blit(one, x: 1, y: 0)
        #expect(copy.marks(x: 1, y: 0) == ["\u{301}"])
        one.put("e", x: 0, y: 0, style)
        #expect(one.marks(x: 0, y: 0).isEmpty)
    }

    @Test(arguments: [
        ("e\u{301}", 1), ("\u{1112}\u{1161}\u{11AB}", 2), ("👩\u{200D}🚀", 4), ("👍🏽", 2), ("❤\u{FE0F}", 1), ("🇩🇪", 2),
        ("日本", 4),
        ("שלום", 4), ("\u{301}", 1), ("✅", 2), ("\u{200B}", 6), ("", 0),
    ])
    func `text has the columns that terminals agree on`(text: String, columns: Int) {
        #expect(CellGrid.columns(of: text) == columns)
        var grid = grid(12, 1)
        #expect(grid.put(text, x: 0, y: 0, style) == columns)
    }

    @Test func `wide characters take two cells and are never split`() {
        var grid = grid(6, 1)
        #expect(grid.put("犬x", x: 0, y: 0, style) == 3)
        #expect(grid[1, 0].scalar == Cell.continuation)
        #expect(grid.text == "犬x")
        grid.put("ab犬犬犬", x: 0, y: 0, style)
        #expect(grid[4, 0].scalar == "…")
    }

    @Test func `a box is drawn, rounded or in ASCII`() {
        var grid = grid(5, 6)
        grid.box(Rect(x: 0, y: 0, width: 5, height: 3), style)
        grid.box(Rect(x: 1, y: 3, width: 3, height: 3), lines: .ascii, style)
        #expect(
            grid.text == """
                ╭───╮
                │   │
                ╰───╯
                 +-+
                 | |
                 +-+
                """)
    }

    @Test func `blitting clips`() {
        var whole = grid(4, 2), part = grid(3, 2)
        part.put("abc", x: 0, y: 0, style)
        part.put("def", x: 0, y: 1, style)
        whole.blit(part, x: 2, y: -1)
        whole.blit(part, x: -2, y: 1)
        #expect(whole.text == "  de\nc")
    }

    @Test func `only changed cells are sent, as runs`() {
        let before = grid(6, 3)
        var after = before
        after.put("ab", x: 1, y: 0, style)
        after.put("c", x: 4, y: 0, style)
        after.put("d", x: 5, y: 2, style)
        #expect(
            after.changes(since: before) == [
                .init(x: 1, y: 0, count: 2), .init(x: 4, y: 0, count: 1), .init(x: 5, y: 2, count: 1),
            ])
        #expect(after.changes(since: after).isEmpty)
        #expect(after.changes(since: nil).map(\.count) == [6, 6, 6])
        #expect(after.changes(since: grid(5, 3)).count == 3)
    }

    @Test func `applying the changes to the old screen gives the new one`() {
        var before = grid(9, 7), after = grid(9, 7), seed: UInt32 = 1
        for y in 0..<7 {
            for x in 0..<9 {
                seed = seed &* 1_664_525 &+ 1_013_904_223
                let scalar: Unicode.Scalar = seed >> 28 < 8 ? "a" : "b"
                before[x, y].scalar = "a"
                after[x, y].scalar = scalar
            }
        }
        var patched = before
        for run in after.changes(since: before) {
            for x in run.x..<run.x + run.count { patched[x, run.y] = after[x, run.y] }
        }
        #expect(patched == after)
    }

    @Test func `changes are sent with their position, and colours only once`() {
        var grid = CellGrid(Size(width: 12, height: 3), filledWith: Cell(" ", foreground: .white, background: .black))
        let before = grid
        let red = Color(255, 0, 0)
        grid.put("ab", x: 9, y: 1, TextStyle(red, on: .black, .bold))
        grid.put("c", x: 0, y: 2, TextStyle(red, on: .black))
        let text = String(decoding: grid.escaped(grid.changes(since: before), mode: .truecolor), as: UTF8.self)
        #expect(
            text == "\u{1B}[2;10H\u{1B}[0m\u{1B}[1m\u{1B}[38;2;255;0;0;48;2;0;0;0mab"
                + "\u{1B}[3;1H\u{1B}[0m\u{1B}[38;2;255;0;0;48;2;0;0;0mc\u{1B}[0m")
        #expect(grid.escaped([], mode: .truecolor) == Array("\u{1B}[0m".utf8))
    }

    @Test func `the ASCII grid has ASCII characters only`() {
        var grid = grid(8, 3)
        grid.box(grid.bounds, style)
        grid.put("■□…▶é½", x: 1, y: 1, style)
        let ascii = grid.inASCII()
        #expect(
            ascii.text == """
                +------+
                |#.~>??|
                +------+
                """)
    }

    @Test(arguments: [DotGlyphs.halves, .quadrants, .sextants, .braille])
    func `every dot pattern has a distinct glyph`(glyphs: DotGlyphs) {
        let patterns = 1 << (glyphs.columns * glyphs.rows)
        #expect(Set((0..<patterns).map(glyphs.scalar)).count == patterns)
        #expect(glyphs.scalar(0) == " ")
    }

    @Test func `dots are at the positions of Unicode`() {
        #expect(DotGlyphs.braille.scalar(DotGlyphs.braille.bit(column: 0, row: 3)) == "⡀")
        #expect(DotGlyphs.braille.scalar(DotGlyphs.braille.bit(column: 1, row: 0)) == "⠈")
        #expect(DotGlyphs.braille.scalar(255) == "⣿")
        #expect(DotGlyphs.quadrants.scalar(0b1001) == "▚")
        #expect(DotGlyphs.sextants.scalar(1) == "\u{1FB00}")
        #expect(DotGlyphs.sextants.scalar(62) == "\u{1FB3B}")
        #expect(DotGlyphs.halves.scalar(1) == "▀")
    }
}
