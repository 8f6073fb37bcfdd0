import Foundation
import Testing

/// The studio's screens in a real terminal, on a small run.
@Suite(.serialized, .enabled(if: TestedProgram.missing.isEmpty, "\(TestedProgram.missing)"))
struct StudioScenarioTests {
    private static let small = ["--preset", "article", "--data", "shapes", "--set", "batch_size=8", "--threads", "1"]

    /// Runs `body` on the runs under a home that has a finished one, `runs/one`.
    private func session(
        columns: Int = 80, rows: Int = 24, settings: String? = nil, program: [String] = ["studio", "--browse"],
        _ body: (Tmux) throws -> Void
    ) throws {
        let terminal = try Tmux(columns: columns, rows: rows, program: program) { home in
            try train("one", steps: 20, in: home)
            guard let settings else { return }
            let folder = home.appendingPathComponent("tessera")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(settings.utf8).write(to: folder.appendingPathComponent("studio.toml"))
        }
        defer { terminal.close() }
        try terminal.wait("the screen") { terminal.flag("alternate_on") == "1" && terminal.text.contains("tessera") }
        try body(terminal)
    }

    private func train(_ name: String, steps: Int, detached: Bool = false, in home: URL, _ more: String...) throws {
        let arguments =
            ["train", "--run", "runs/\(name)", "--steps", "\(steps)"] + Self.small + (detached ? ["--detach"] : [])
            + more
        let line = ([TestedProgram.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
        try shell("cd '\(home.path)' && \(line) 2>&1")
    }

    @discardableResult
    private func shell(_ command: String) throws -> String { try Spawned.output(["/bin/sh", "-c", command]) }

    @Test func `the runs are listed and one is opened`() throws {
        try session { terminal in
            try terminal.wait("the run") { terminal.text.contains("✓ done") }
            try terminal.keys("Enter")
            try terminal.wait("its curves") { terminal.text.contains("done: 20 steps") }
        }
    }

    @Test func `samples are generated, generated again, and saved as PNG`() throws {
        try session { terminal in
            try terminal.wait("the run") { terminal.text.contains("✓ done") }
            try terminal.keys("Enter", "2")
            try terminal.wait("the run's samples") {
                terminal.text.contains("article step 20") && terminal.text.contains("seed 1")
            }
            try terminal.keys("n")
            try terminal.wait("the next seed") { terminal.text.contains("seed 2") }
            try terminal.keys("s")
            let file = terminal.home.appendingPathComponent("runs/one/saved/step-20-seed-2.png").path
            try terminal.wait("the file") { FileManager.default.fileExists(atPath: file) }
        }
    }

    @Test func `the form starts a run that trains in the studio`() throws {
        try session { terminal in
            try terminal.wait("the run") { terminal.text.contains("✓ done") }
            try terminal.keys("d")
            try terminal.wait("the estimate") { terminal.text.contains("about ") }
            try terminal.keys("Enter")
            try terminal.wait("the new run") { terminal.text.contains("article…pes-001") }
            try terminal.wait("its end") { terminal.text.contains("done: 20 steps") }
        }
    }

    @Test func `a run of another process is attached to, paused and stopped`() throws {
        try session { terminal in
            try train("two", steps: 1_000_000, detached: true, in: terminal.home)
            defer { _ = try? shell("cd '\(terminal.home.path)' && '\(TestedProgram.path)' control runs/two stop") }
            try terminal.wait("the run") { terminal.text.contains("▶ training") }
            try terminal.keys("/", "t", "w", "o", "Enter", "Enter")
            try terminal.wait("it on the training screen") {
                terminal.text.contains("two · article") && terminal.text.contains("steps/s")
            }
            try terminal.keys("Space")
            try terminal.wait("the pause") { terminal.text.contains("‖ paused") }
            try terminal.keys("q")
            try terminal.expectRestored()
            // The run goes on without the studio.
            #expect(
                try shell("cd '\(terminal.home.path)' && '\(TestedProgram.path)' control runs/two status").contains(
                    "paused"))
        }
    }

    @Test func `a run in the background survives the end of the terminal`() throws {
        try session { terminal in
            try terminal.wait("the run") { terminal.text.contains("✓ done") }
            try terminal.keys("d")
            try terminal.wait("the form") { terminal.text.contains("new run") }
            // Steps, then the folder, then where it trains.
            try terminal.keys(
                "Down", "Down", "Down", "Down", "End", "0", "0", "0", "0", "0", "Down", "runs/two", "Down", "Right",
                "Enter")
            defer { _ = try? shell("cd '\(terminal.home.path)' && '\(TestedProgram.path)' control runs/two stop") }
            try terminal.wait("the new run", seconds: 30) {
                terminal.text.contains("two · article") && terminal.text.contains("steps/s")
            }
            let id = try terminal.programID()
            try terminal.tmux(["kill-server"])
            try terminal.wait("the studio's end") { !FileManager.default.fileExists(atPath: "/proc/\(id)") }
            #expect(
                try shell("cd '\(terminal.home.path)' && '\(TestedProgram.path)' control runs/two status").contains(
                    "running"))
        }
    }

    @Test func `the cursor moves through the past samples, by keys and by mouse`() throws {
        try session(columns: 160, rows: 50) { terminal in
            try train("history", steps: 60, in: terminal.home, "--set", "sample.interval=5")
            try terminal.wait("the runs") { terminal.text.contains("history") }
            try terminal.keys("/", "h", "i", "s", "t", "Enter", "Enter")
            try terminal.wait("the film") {
                terminal.text.contains("history of sample 1") && terminal.text.contains("13 grids")
            }
            try terminal.keys("[")
            try terminal.wait("the newest") { terminal.text.contains("13/13") && terminal.text.contains("▲60") }
            try terminal.keys("[", "[")
            try terminal.wait("two before") {
                terminal.text.contains("11/13") && terminal.text.contains("samples step 50")
            }
            let lines = terminal.text.split(separator: "\n", omittingEmptySubsequences: false)
            let y = try #require(lines.firstIndex { $0.contains("history of sample") })
            try terminal.click(x: 8, y: y + 3)
            try terminal.wait("the first") {
                terminal.text.contains("2/13") && terminal.text.contains("samples step 5 ")
            }
        }
    }

    @Test func `the cost of frames is shown in bytes`() throws {
        try session { terminal in
            try terminal.wait("the run") { terminal.text.contains("✓ done") }
            try terminal.keys("F12")
            try terminal.wait("the panel") { terminal.text.contains("bytes per second") }
            try terminal.keys("t")
            try terminal.wait("figures") {
                terminal.text.contains(/cells changed +[1-9]/) && terminal.text.contains(/bytes +[1-9]/)
            }
            try terminal.wait("a delay") { terminal.text.contains(/input to screen +[0-9.]+ ms/) }
        }
    }

    @Test func `a flag and a key turn the mouse off`() throws {
        try session(program: ["studio", "--browse", "--no-mouse"]) { terminal in
            try terminal.wait("the run") { terminal.text.contains("✓ done") }
            #expect(terminal.flag("mouse_sgr_flag") == "0")
            try terminal.keys("M")
            try terminal.wait("the mouse") { terminal.flag("mouse_sgr_flag") == "1" }
            try terminal.keys("M")
            try terminal.wait("no mouse") { terminal.flag("mouse_sgr_flag") == "0" }
        }
    }

    @Test func `a deleted run is reported`() throws {
        try session { terminal in
            try terminal.wait("the run") { terminal.text.contains("✓ done") }
            try FileManager.default.removeItem(at: terminal.home.appendingPathComponent("runs/one"))
            try terminal.wait("the toast") { terminal.text.contains("runs/one was deleted") }
            #expect(terminal.flag("alternate_on") == "1")
        }
    }

    @Test func `a socket without a process does not count as training`() throws {
        try session { terminal in
            try Data().write(to: terminal.home.appendingPathComponent("runs/one/control.sock"))
            try terminal.wait("the run") { terminal.text.contains("✓ done") }
            try terminal.keys("X")
            try terminal.wait("the answer") { terminal.text.contains("one is not training") }
        }
    }

    @Test func `the command line completes, and a click on a tab shows it`() throws {
        try session { terminal in
            try terminal.keys(":", "t", "a", "b", "Space", "t", "r", "Tab", "Enter")
            try terminal.wait("the training screen") { terminal.text.contains("no run is open") }
            try terminal.click(x: 36, y: 0)
            try terminal.wait("the runs") { terminal.text.contains("✓ done") }
            try terminal.keys("C-p")
            try terminal.wait("the palette") { terminal.text.contains("find a command") }
        }
    }

    @Test func `theme and keys come from the settings file, and errors are reported`() throws {
        let settings = "theme = \"paper\"\ncolour = 1\n[keys.runs]\nnew-run = \"b\"\n"
        try session(settings: settings) { terminal in
            try terminal.wait("the complaint") { terminal.text.contains("named `colour`") }
            try terminal.wait("paper") { terminal.colored.contains("48;2;241;236;224") }
            try terminal.keys("b")
            try terminal.wait("the form") { terminal.text.contains("new run") && terminal.text.contains("preset") }
        }
    }

    @Test func `growing logs are watched, and a broken one is reported`() throws {
        try session(program: ["watch", "runs"]) { terminal in
            try terminal.wait("the tags") { terminal.text.contains("loss/discriminator") }
            try train("three", steps: 30, in: terminal.home)
            try terminal.wait("the new log") { terminal.text.contains("three") }
            let junk = terminal.home.appendingPathComponent("runs/one/events.out.tfevents.9999999999.x")
            try Data(repeating: 7, count: 99).write(to: junk)
            try terminal.wait("the line") { terminal.text.contains("damaged") }
            try terminal.keys("q")
            try terminal.expectRestored()
        }
    }

    @Test func `deleting a run asks first`() throws {
        try session { terminal in
            try terminal.wait("the run") { terminal.text.contains("✓ done") }
            try terminal.keys("D")
            try terminal.wait("the question") { terminal.text.contains("delete one?") }
            try terminal.keys("y")
            let folder = terminal.home.appendingPathComponent("runs/one").path
            try terminal.wait("its end") { !FileManager.default.fileExists(atPath: folder) }
        }
    }
}
