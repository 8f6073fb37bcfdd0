import Foundation
import Testing

/// The program in a real terminal, from its first frame to the shell's prompt.
@Suite(.serialized, .enabled(if: TestedProgram.missing.isEmpty, "\(TestedProgram.missing)"))
struct TerminalTests {
    /// Runs `body` on a fresh terminal whose first training frame has come.
    private func session(
        columns: Int = 80, rows: Int = 24, environment: [String: String] = [:], unset: [String] = [],
        inShell: Bool = false, _ body: (Tmux) throws -> Void
    ) throws {
        let terminal = try Tmux(columns: columns, rows: rows, environment: environment, unset: unset, inShell: inShell)
        defer { terminal.close() }
        try terminal.wait("the training screen") { terminal.text.contains("▶ training") }
        try body(terminal)
    }

    @Test func `it opens the alternate screen, uses the mouse, and restores the terminal`() throws {
        try session { terminal in
            #expect(terminal.flag("alternate_on") == "1")
            try terminal.wait("the mouse") { terminal.flag("mouse_sgr_flag") == "1" }
            #expect(terminal.flag("cursor_flag") == "0")
            #expect(terminal.colored.contains("38;2;"))
            try terminal.keys("q")
            try terminal.wait("the question") { terminal.text.contains("stop training and quit?") }
            try terminal.keys("y")
            try terminal.expectRestored()
            #expect(terminal.text.contains("EXIT=0"))
        }
    }

    @Test func `help opens, and any key closes it`() throws {
        try session { terminal in
            try terminal.keys("?")
            try terminal.wait("help") { terminal.text.contains("any key closes") }
            try terminal.keys("x")
            try terminal.wait("no help") { !terminal.text.contains("any key closes") }
        }
    }

    @Test func `space pauses and resumes; a click on the hint does the same`() throws {
        try session { terminal in
            try terminal.keys("Space")
            try terminal.wait("paused") { terminal.text.contains("‖ paused") }
            try terminal.click(x: 4, y: 23)
            try terminal.wait("training") { terminal.text.contains("▶ training") }
        }
    }

    @Test func `the window can change its size at any time`() throws {
        try session { terminal in
            try terminal.resize(columns: 100, rows: 30)
            try terminal.wait("the wide screen") {
                terminal.text.split(separator: "\n").contains { $0.hasPrefix("╰") && $0.count == 100 }
            }
            try terminal.resize(columns: 40, rows: 12)
            try terminal.wait("the polite refusal") {
                terminal.text.contains("too small") && terminal.text.contains("40x12")
            }
            try terminal.resize(columns: 80, rows: 24)
            try terminal.wait("the screen again") { terminal.text.contains("steps/s") }
        }
    }

    @Test(arguments: ["SEGV", "ILL", "ABRT", "TRAP", "BUS", "FPE", "QUIT"])
    func `a crash restores the terminal and shows the log`(signal: String) throws {
        try session { terminal in
            let id = try terminal.programID()
            // What the program writes to stderr while the screen is up goes to its log, not over the screen.
            let said = try #require(FileHandle(forUpdatingAtPath: "/proc/\(id)/fd/2"))
            try said.seekToEnd()
            try said.write(contentsOf: Data("last words of \(signal)\n".utf8))
            #expect(!terminal.text.contains("last words"))
            try shell("kill -\(signal) \(id)")
            try terminal.expectRestored()
            #expect(terminal.text.contains("last words of \(signal)"))
            #expect(!terminal.text.contains("EXIT=0"))
        }
    }

    @Test(arguments: [("TERM", 143), ("INT", 130), ("HUP", 129)])
    func `a signal writes the checkpoint first, then ends the program`(signal: String, code: Int) throws {
        try session { terminal in
            try shell("kill -\(signal) \(terminal.programID())")
            try terminal.expectRestored()
            #expect(terminal.text.contains("writing the last checkpoint"))
            #expect(terminal.text.contains("EXIT=\(code)"))
        }
    }

    @Test(arguments: 0..<6) func `a signal ends the program while it prepares`(attempt: Int) throws {
        let terminal = try Tmux()
        defer { terminal.close() }
        // As early as its handlers stand, and a little later every time.
        try terminal.wait("the first frame") { terminal.flag("alternate_on") == "1" }
        for _ in 0..<attempt { _ = terminal.text }
        try shell("kill -TERM \(terminal.programID())")
        try terminal.wait("the end", seconds: 10) { terminal.text.contains("EXIT=143") }
        try terminal.expectRestored()
    }

    @Test func `NO_COLOR means no colour`() throws {
        try session(environment: ["NO_COLOR": "1"]) { terminal in
            let colors = terminal.colored.matches(of: /\u{1B}\[[0-9;:]*(3[0-7]|4[0-7]|9[0-7]|38|48)[;m]/)
            #expect(colors.isEmpty)
            #expect(terminal.text.contains("╭"))
        }
    }

    @Test(arguments: ["vt100", "screen-256color", "xterm-256color", "linux", "no-such-terminal"])
    func `it runs on several types of terminals`(type: String) throws {
        try session(environment: ["TERM": type], unset: ["TMUX", "COLORTERM"]) { terminal in
            #expect(terminal.text.contains("losses"))
            // 24-bit colour would be black on black in GNU screen.
            if type == "screen-256color" { #expect(!terminal.colored.contains("38;2;")) }
            if type == "vt100" { #expect(!terminal.colored.contains("38;")) }
            try terminal.keys("q", "y")
            try terminal.expectRestored()
        }
    }

    @Test func `block glyphs come through with LC_ALL=C`() throws {
        try session(environment: ["LC_ALL": "C"]) { terminal in
            try terminal.wait("glyphs") { terminal.text.contains("╭") && terminal.text.contains("■") }
        }
    }

    @Test func `suspending restores the terminal for the shell, and continuing reopens the screen`() throws {
        // Only a shell with job control can have a job stopped; the tested program runs as one of its jobs.
        try session(inShell: true) { terminal in
            try terminal.keys("C-z")
            try terminal.wait("the shell") {
                terminal.flag("alternate_on") == "0" && terminal.flag("cursor_flag") == "1"
            }
            #expect(terminal.flag("mouse_any_flag") == "0")
            try terminal.keys("fg", "Enter")
            try terminal.wait("the screen") { terminal.flag("alternate_on") == "1" && terminal.text.contains("losses") }
            try terminal.wait("the mouse") { terminal.flag("mouse_sgr_flag") == "1" }
        }
    }

    @Test func `without a terminal it suggests another command`() throws {
        let command = ([TestedProgram.path] + TestedProgram.arguments).map { "'\($0)'" }.joined(separator: " ")
        #expect(try shell(command + " < /dev/null 2>&1 | cat").contains("run `tessera train` instead"))
    }

    @discardableResult
    private func shell(_ command: String) throws -> String { try Spawned.output(["/bin/sh", "-c", command]) }
}
