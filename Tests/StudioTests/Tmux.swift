import Foundation
import Testing

/// A real terminal for tests: a tmux of its own, with nobody's settings. Waits by polling, never by a fixed sleep.
final class Tmux {
    private let socket = "tessera-\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: 0 ... .max))"
    /// A home without themes, settings or runs of whoever runs the tests.
    let home: URL

    /// Starts the tested program in a terminal of `columns` x `rows`; when it ends, the line discipline and the exit
    /// code are printed.
    /// - Parameter prepare: fills the home before the program starts.
    init(
        columns: Int = 80, rows: Int = 24, environment: [String: String] = [:], unset: [String] = [],
        inShell: Bool = false, program: [String] = TestedProgram.arguments,
        prepare: (URL) throws -> Void = { _ in }
    ) throws {
        home = FileManager.default.temporaryDirectory.appendingPathComponent(socket)
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        try prepare(home)
        var variables = [
            "LC_ALL": "C.UTF-8", "COLORTERM": "truecolor", "HOME": home.path, "XDG_STATE_HOME": home.path,
            "XDG_CONFIG_HOME": home.path,
        ]
        variables.merge(environment) { $1 }
        for name in unset { variables[name] = nil }
        // Whoever runs the tests may have set these.
        let foreign = ["NO_COLOR", "STY", "XDG_DATA_HOME"].filter { variables[$0] == nil }
        let settings = (unset + foreign).map { "-u \($0)" } + variables.map { "\($0)='\($1)'" }.sorted()
        let arguments = ([TestedProgram.path] + program).map { "'\($0)'" }.joined(separator: " ")
        let command = "env \(settings.joined(separator: " ")) \(arguments)"
        // With -i the shell controls jobs, and runs the command as one.
        let script =
            inShell
            ? "cd '\(home.path)'; exec env ENV= PS1='$ ' sh -i"
            : "cd '\(home.path)'; \(command); code=$?; "
                + "stty -a | grep -oE -- '-?(icanon|echo) '; echo EXIT=$code; exec sleep 60"
        try tmux(["new-session", "-d", "-s", "t", "-x", "\(columns)", "-y", "\(rows)", script])
        try tmux(["set", "-g", "status", "off"])
        try tmux(["set", "-g", "escape-time", "0"])
        try tmux(["resize-window", "-t", "t", "-x", "\(columns)", "-y", "\(rows)"])
        if inShell { try keys(command, "Enter") }
    }

    func close() {
        _ = try? tmux(["kill-server"])
        try? FileManager.default.removeItem(at: home)
    }

    @discardableResult
    func tmux(_ arguments: [String]) throws -> String {
        try Spawned.output(["tmux", "-L", socket, "-f", "/dev/null"] + arguments)
    }

    func keys(_ keys: String...) throws { try tmux(["send-keys", "-t", "t"] + keys) }

    /// A click of the left button, as the bytes a terminal sends for it.
    func click(x: Int, y: Int) throws {
        for end in ["M", "m"] {
            let bytes = "\u{1B}[<0;\(x + 1);\(y + 1)\(end)".utf8.map { String($0, radix: 16) }
            try tmux(["send-keys", "-t", "t", "-H"] + bytes)
        }
    }

    /// The left button pressed at the first place, drawn over the others and let go, as bytes.
    func drag(_ positions: [(x: Int, y: Int)]) throws {
        for (i, position) in positions.enumerated() {
            try report("\(i == 0 ? 0 : 32);\(position.x + 1);\(position.y + 1)M")
        }
        if let last = positions.last { try report("0;\(last.x + 1);\(last.y + 1)m") }
    }

    private func report(_ text: String) throws {
        try tmux(["send-keys", "-t", "t", "-H"] + "\u{1B}[<\(text)".utf8.map { String($0, radix: 16) })
    }

    func resize(columns: Int, rows: Int) throws {
        try tmux(["resize-window", "-t", "t", "-x", "\(columns)", "-y", "\(rows)"])
    }

    var text: String { (try? tmux(["capture-pane", "-p", "-t", "t"])) ?? "" }
    /// With escapes for colours.
    var colored: String { (try? tmux(["capture-pane", "-e", "-p", "-t", "t"])) ?? "" }

    func flag(_ name: String) -> String {
        ((try? tmux(["display", "-p", "-t", "t", "#{\(name)}"])) ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The tested program's process.
    func programID() throws -> Int32 {
        let pane = flag("pane_pid")
        let children = try String(contentsOfFile: "/proc/\(pane)/task/\(pane)/children", encoding: .utf8)
        return try #require(children.split(separator: " ").first.flatMap { Int32($0) }, "the program is not running")
    }

    /// Polls until `condition` holds; fails with the screen when it does not within `seconds`.
    func wait(_ what: String, seconds: Double = 15, _ condition: () throws -> Bool) throws {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if try condition() { return }
            Thread.sleep(forTimeInterval: 0.03)
        }
        Issue.record("waited for \(what); the screen is\n\(text)")
        throw Timeout(what: what)
    }

    struct Timeout: Error { var what: String }

    /// Checks that the terminal is as a shell wants it.
    func expectRestored() throws {
        try wait("the exit code") { text.contains("EXIT=") }
        #expect(flag("alternate_on") == "0")
        #expect(flag("cursor_flag") == "1")
        #expect(flag("mouse_any_flag") == "0")
        #expect(flag("mouse_sgr_flag") == "0")
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(lines.contains("icanon") && lines.contains("echo"), "\(lines)")
    }
}
