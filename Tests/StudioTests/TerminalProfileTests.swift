import Render
import Studio
import Testing

@Suite struct TerminalProfileTests {
    private func mode(_ environment: [String: String], requested: ColorMode? = nil) -> ColorMode {
        TerminalProfile(requested: requested, environment: environment).mode
    }

    @Test func `the environment decides the number of colours`() {
        #expect(mode(["TERM": "xterm-256color"]) == .palette256)
        #expect(mode(["TERM": "xterm-256color", "COLORTERM": "truecolor"]) == .truecolor)
        #expect(mode(["TERM": "xterm-kitty"]) == .truecolor)
        #expect(mode(["TERM": "tmux-256color", "TMUX": "/tmp/x,1,0"]) == .truecolor)
        #expect(mode(["TERM": "vt100", "COLORTERM": "truecolor"]) == .palette16)
    }

    @Test func `GNU screen never gets 24 bits, even where COLORTERM is set`() {
        #expect(mode(["TERM": "screen-256color", "COLORTERM": "truecolor"]) == .palette256)
        #expect(mode(["TERM": "xterm-256color", "COLORTERM": "truecolor", "STY": "1.pts"]) == .palette256)
    }

    @Test func `NO_COLOR means none unless an option sets a mode`() {
        #expect(mode(["TERM": "xterm-256color", "NO_COLOR": "1", "COLORTERM": "truecolor"]) == .none)
        #expect(mode(["TERM": "xterm-256color", "NO_COLOR": ""]) == .palette256)
        #expect(mode(["TERM": "xterm-256color", "NO_COLOR": "1"], requested: .truecolor) == .truecolor)
    }

    @Test func `a description with fewer colours reduces the mode`() {
        let profile = TerminalProfile(requested: .truecolor, environment: ["TERM": "xterm"])
        #expect(
            [16_777_216, 256, 88, 8, 0].map(profile.mode(colors:))
                == [.truecolor, .palette256, .palette16, .palette16, .none])
        let none = TerminalProfile(requested: ColorMode.none, environment: ["TERM": "xterm"])
        #expect(none.mode(colors: 256) == .none)
    }

    @Test func `inside tmux its own description is used`() {
        #expect(TerminalProfile(requested: nil, environment: ["TERM": "screen-256color", "TMUX": "x"]).entry == .tmux)
        #expect(TerminalProfile(requested: nil, environment: ["TERM": "xterm", "COLORTERM": "24bit"]).entry == .direct)
        #expect(TerminalProfile(requested: nil, environment: ["TERM": "xterm-256color"]).entry == .native)
    }

    @Test func `mouse reports are read, other reports refused`() {
        #expect(MouseEvent(report: "0;10;5M") == MouseEvent(.press, .left, x: 9, y: 4))
        #expect(MouseEvent(report: "0;10;5m") == MouseEvent(.release, .left, x: 9, y: 4))
        #expect(MouseEvent(report: "34;1;1M") == MouseEvent(.drag, .right, x: 0, y: 0))
        #expect(MouseEvent(report: "65;300;200M") == MouseEvent(.wheelDown, .none, x: 299, y: 199))
        for report in ["", "M", "0;10M", "0;0;5M", "66;1;1M", "0;10;5", "a;b;cM", "0;10;5;6M"] {
            #expect(MouseEvent(report: report) == nil, "\(report)")
        }
    }

    @Test func `pairs get one index, and a full table returns 0`() {
        var table = PairTable(pairs: 4)
        let colors = (0..<4).map { PairTable.Colors(foreground: $0, background: 0) }
        #expect(colors.prefix(3).map { table.number($0).number } == [1, 2, 3])
        #expect(table.number(colors[1]) == (2, false))
        #expect(table.number(colors[3]) == (0, false))
        #expect(!table.hasRoom(for: colors))
        #expect(table.hasRoom(for: colors.prefix(3)))
        #expect(PairTable(pairs: 65_536).room == 59_999)
    }
}
