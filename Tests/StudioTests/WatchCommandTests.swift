import Foundation
import Glibc
import Runs
import Testing

/// `tessera watch` as a program.
@Suite(.enabled(if: TestedProgram.missing.isEmpty, "\(TestedProgram.missing)"))
struct WatchCommandTests {
    private func line(_ path: String) throws -> String {
        try Spawned.output([
            "/bin/sh", "-c", "'\(TestedProgram.path)' watch \"$1\" 2>&1 </dev/null | cat", "sh", path,
        ])
    }

    @Test func `what cannot be watched is an error in one line`() throws {
        let folder = FileManager.default.temporaryDirectory.path
        for (path, words) in [
            ("/nowhere/at/all", "No such file or directory"), (TestedProgram.path, "not an event file"),
            ("/dev/null", "neither a folder nor an event file"), (folder, "no terminal"),
        ] {
            let output = try line(path)
            #expect(output.hasPrefix("tessera: \(path): ") && output.contains(words), "\(output)")
            #expect(output.split(separator: "\n").count == 1 && !output.contains("\u{1B}"))
        }
        #expect(try line(folder).contains("run `tessera watch` in a terminal"))
    }

    @Test func `logs beside a pipe are shown, a replaced one live, and the terminal is restored`() throws {
        var path = ""
        let terminal = try Tmux(program: ["watch", "logs"]) { home in
            let folder = home.appendingPathComponent("logs").path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            guard mkfifo(folder + "/events.out.tfevents.pipe", 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
            let log = try EventLog(folder: folder)
            try log.scalar("first/loss", 1, step: 1)
            try log.flush()
            path = log.path
        }
        defer { terminal.close() }
        try terminal.wait("the tag") { terminal.text.contains("first/loss") }
        try terminal.wait("the line about the pipe") { terminal.text.contains("1 problem") }
        let other = terminal.home.appendingPathComponent("other").path
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        let log = try EventLog(folder: other)
        try log.scalar("second/loss", 1, step: 1)
        try log.flush()
        #expect(rename(log.path, path) == 0)
        try terminal.wait("the new tag") {
            terminal.text.contains("second/loss") && !terminal.text.contains("first/loss")
        }
        try terminal.keys("q")
        try terminal.expectRestored()
    }
}
