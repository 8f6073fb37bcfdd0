import Datasets
import Foundation
import Glibc
import Raster
import Runs
import Testing

/// Random keys, mouse reports, pastes and sizes into the studio while a run trains in it.
///
/// `TESSERA_RANDOM_INPUTS` and `TESSERA_RANDOM_SEED` replace the number of inputs and the seed, `TESSERA_RANDOM_RUN` the arguments that
/// start the run, separated by spaces.
@Suite(.serialized, .enabled(if: TestedProgram.missing.isEmpty, "\(TestedProgram.missing)"))
struct RandomInputTests {
    private static func setting(_ name: String, _ standard: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? standard
    }

    private let home: String

    init() throws {
        home = NSTemporaryDirectory() + "tessera-random-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        let image = Bitmap(width: 40, height: 30, channels: 3, pixels: [UInt8](repeating: 90, count: 40 * 30 * 3))
        // Data of few images: a run on it trains within a second.
        let images = ImageSet(
            name: "data", height: 28, width: 28, channels: 1,
            pixels: (0..<64 * 784).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try IDX.write(images, to: home + "/train-images-idx3-ubyte")
        for name in ["a.png", "cafe\u{301}.png", "👩\u{200D}🚀.png", "\u{1B}[31mred\u{7}.png"] {
            try PNG.write(image, to: home + "/" + name)
        }
    }

    /// Runs the studio on a run that trains, and removes what it left.
    private func studio(_ body: (inout PseudoTerminal, () throws -> PseudoTerminal) throws -> Void) throws {
        defer {
            endProcesses()
            try? FileManager.default.removeItem(atPath: home)
        }
        func start() throws -> PseudoTerminal {
            let given = ProcessInfo.processInfo.environment["TESSERA_RANDOM_RUN"]
            let run = given ?? "--preset article --data train-images-idx3-ubyte --set batch_size=8 --threads 1"
            let terminal = try PseudoTerminal(run.split(separator: " ").map { String($0) }, in: home)
            try terminal.wait("the screen") { terminal.modes.contains(1049) && terminal.received > 2_000 }
            return terminal
        }
        var terminal = try start()
        try body(&terminal, start)
    }

    /// Ends the runs that random keys started in the background: the processes that work in this test's folder.
    private func endProcesses() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let process = pid_t(name),
                let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/cwd"),
                folder == home || folder.hasPrefix(home + "/")
            else { continue }
            kill(process, SIGKILL)
        }
    }

    @Test func `random input leaves the studio alive, answering, and the terminal as it was`() throws {
        var random = SplitMix(seed: UInt64(Self.setting("TESSERA_RANDOM_SEED", 18)))
        let inputs = Self.setting("TESSERA_RANDOM_INPUTS", 2_000)
        try studio { terminal, start in
            for number in 1...inputs {
                if random.below(60) == 0 {
                    terminal.resize(columns: 1 + random.below(180), rows: 1 + random.below(60))
                } else {
                    do { try terminal.send(Self.input(&random)) } catch {
                        Issue.record("after \(number) inputs: \(error); the main thread is in \(terminal.state)")
                        return
                    }
                }
                if number % 200 == 0 { try answer(terminal, after: number) }
                if let code = terminal.exitCode {
                    // Some keys end the studio, as they should.
                    #expect(
                        code == 0,
                        "ended with \(code) after \(number) inputs: \(String(decoding: terminal.tail, as: UTF8.self).debugDescription)"
                    )
                    #expect(terminal.isRestored)
                    terminal = try start()
                }
            }
            try quit(terminal)
        }
    }

    @Test func `a terminal below the smallest size obeys quit and its question`() throws {
        try studio { terminal, _ in
            try terminal.wait("the first steps", seconds: 60) { FileManager.default.fileExists(atPath: home + "/runs") }
            terminal.resize(columns: 30, rows: 5)
            try terminal.wait("the line about the size") {
                String(decoding: terminal.tail, as: UTF8.self).contains("small")
            }
            try quit(terminal)
        }
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT]) func `a signal while a step computes ends the studio of that signal`(
        number: Int32
    ) throws {
        try studio { terminal, _ in
            try terminal.wait("the run", seconds: 60) { FileManager.default.fileExists(atPath: home + "/runs") }
            terminal.signal(number)
            try terminal.wait("its end") { terminal.exitCode != nil }
            #expect(terminal.exitCode == -number)
            terminal.receive(milliseconds: 50)
            #expect(terminal.isRestored, "\(terminal.modes)")
        }
    }

    @Test func `several signals in a row do not cut off the last checkpoint`() throws {
        try studio { terminal, _ in
            let log = home + "/runs"
            func steps() -> Int {
                guard let run = (try? FileManager.default.contentsOfDirectory(atPath: log))?.first else { return -1 }
                return (try? RunFolder.open(log + "/" + run).newestIntact().checkpoint?.step) ?? -1
            }
            try terminal.wait("the first checkpoint", seconds: 60) { steps() == 0 }
            try terminal.wait("a step") { String(decoding: terminal.tail, as: UTF8.self).contains("steps/s") }
            for number in [SIGTERM, SIGHUP, SIGTERM] { terminal.signal(number) }
            try terminal.wait("its end") { terminal.exitCode != nil }
            #expect(terminal.exitCode == -SIGTERM || terminal.exitCode == -SIGHUP)
            #expect(steps() > 0)
        }
    }

    /// A new size draws a frame, whatever is open.
    private func answer(_ terminal: PseudoTerminal, after number: Int) throws {
        let before = terminal.received
        // Ends a paste that random bytes began.
        try terminal.send("\u{1B}[201~")
        for columns in [80, 81] {
            terminal.resize(columns: columns, rows: 24)
            try terminal.wait("an answer after \(number) inputs", seconds: 10) {
                terminal.received > before || terminal.exitCode != nil
            }
        }
    }

    private func quit(_ terminal: PseudoTerminal) throws {
        for _ in 0..<20 where terminal.exitCode == nil {
            for keys in ["\u{1B}[201~", "\u{1B}", "\u{1B}", "\u{1B}", "q", "y"] {
                try terminal.send(keys)
                let end = Date().addingTimeInterval(0.06)
                while Date() < end { terminal.receive(milliseconds: 5) }
            }
            let end = Date().addingTimeInterval(3)
            while Date() < end, terminal.exitCode == nil { terminal.receive(milliseconds: 10) }
        }
        #expect(terminal.exitCode == 0, "\(String(decoding: terminal.tail, as: UTF8.self).debugDescription)")
        terminal.receive(milliseconds: 50)
        #expect(terminal.isRestored, "\(terminal.modes)")
    }

    /// One input as a terminal sends it. Without q and ctrl-c, which would end the studio most of the time, and without ctrl-z: for a moment
    /// the line discipline is the shell's, where a ctrl-s that follows stops all output.
    private static func input(_ random: inout SplitMix) -> [UInt8] {
        switch random.below(20) {
        case 0...8:
            let letters = Array(
                "abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789:/?[]{}<>+-=_., ;'\"!@#$%^&*()~`|\\".utf8)
            return [letters[random.below(letters.count)]]
        case 9...11:
            let keys = ["[A", "[B", "[C", "[D", "[H", "[F", "[5~", "[6~", "[3~", "[2~", "[Z", "OP", "OQ", "[15~"]
            return Array(("\u{1B}" + keys[random.below(keys.count)]).utf8)
        case 12: return [[0x0D, 0x1B, 0x09, 0x7F][random.below(4)]]
        case 13:
            let code = UInt8(1 + random.below(26))
            return [code == 3 || code == 26 ? 12 : code]
        case 14...16:
            let button = [0, 0, 32, 32, 2, 64, 65, 35, 128][random.below(9)]
            return Array(
                "\u{1B}[<\(button);\(1 + random.below(200));\(1 + random.below(60))\(random.below(3) == 0 ? "m" : "M")"
                    .utf8)
        case 17:
            let pieces = [
                "e\u{301}", "\u{301}", "👩\u{200D}🚀", "🇩🇪", "שלום", "日本", "\u{1112}\u{1161}\u{11AB}", "\u{1B}[2J",
                "\u{9B}31m", "\n", "\t", "x",
            ]
            let text = (0..<random.below(12)).map { _ in pieces[random.below(pieces.count)] }.joined()
            return Array("\u{1B}[200~\(text)\(random.below(20) == 0 ? "" : "\u{1B}[201~")".utf8)
        case 18:
            let lines = [
                ":1\r", ":theme paper\r", ":go-to 5\r", ":history\r", ":tab samples\r", ":set ema.decay 0.9\r",
                ":e\u{301}", "/e\u{301}\u{302}\r", "1", "2", "3", "4", "5",
            ]
            return Array(lines[random.below(lines.count)].utf8)
        default:
            return (0..<1 + random.below(6)).map { _ in
                [0x1B, 0x5B, 0x3C, 0xC3, 0xFF, 0x80, 0x3B, 0x30][random.below(8)]
            }
        }
    }
}
