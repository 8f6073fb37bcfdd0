import Foundation
import Runs
import Testing

/// What becomes of a run, as its user sees it, when there is no more room for what it writes.
@Suite(.serialized) struct FullDiskTests {
    private static let train = "'\(TestedProgram.path)' train"
    /// A run whose checkpoints have 38 MB.
    private static let configuration =
        "--preset article --data shapes --set image_size=8 --set batch_size=16 --set sample.count=4 --set checkpoint.interval=5 --set sample.interval=3 --run r"

    /// What one command of a script printed, and its exit code.
    private struct Outcome {
        var lines: [String]
        var code: Int?
        var errors: [String] { lines.filter { $0.hasPrefix("tessera: ") } }
    }

    /// The outcomes of the commands that `run` put into a script.
    private static func outcomes(_ output: String) -> [Outcome] {
        output.components(separatedBy: "BEGIN\n").dropFirst().map { part in
            let lines = part.split(separator: "\n").map(String.init)
            return Outcome(lines: lines, code: lines.first { $0.hasPrefix("CODE=") }.flatMap { Int($0.dropFirst(5)) })
        }
    }

    private static func run(_ arguments: String) -> String {
        "echo BEGIN; \(train) \(arguments) 2>&1 < /dev/null; echo CODE=$?"
    }

    private static func folder() throws -> String {
        let path = NSTemporaryDirectory() + "tessera-disk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// How this user may mount a disk of his own that nobody else sees; nil where he may not.
    private static let mounting: String? = ["-m", "-Urm"].first { flags in
        let probe = try? Spawned.output([
            "unshare", flags, "sh", "-c", "mount -t tmpfs -o image_size=16k tmpfs /tmp && echo yes",
        ])
        return probe?.contains("yes") == true
    }

    /// Runs `script` in an empty disk of `megabytes`; what is to outlive it goes to `$KEEP`.
    private static func onDisk(megabytes: Int, in folder: String, _ script: String) throws -> String {
        let disk = folder + "/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        let whole =
            "KEEP='\(folder)'; mount -t tmpfs -o image_size=\(megabytes)m tmpfs '\(disk)' && cd '\(disk)' && { \(script); }"
        return try Spawned.output(["unshare", mounting ?? "-m", "sh", "-c", whole])
    }

    @Test(.enabled(if: mounting != nil))
    func `a full disk ends a run with one line, and the run resumes when there is room`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let output = try Self.onDisk(
            megabytes: 60, in: folder,
            """
            \(Self.run("\(Self.configuration) --steps 40"))
            ls -A r r/checkpoints r/samples > "$KEEP/left"
            head -c 60000000 /dev/zero > ballast 2>/dev/null
            \(Self.run("--resume --run r"))
            rm ballast; mount -o remount,image_size=200m .
            \(Self.run("--resume --run r"))
            cp -r r "$KEEP"
            """)
        let outcomes = Self.outcomes(output)
        #expect(outcomes.map(\.code) == [1, 1, 0], "\(output)")
        #expect(outcomes.map(\.errors.count) == [1, 1, 0], "\(output)")
        let first = try #require(outcomes.first)
        // Training goes on while a checkpoint is written: a sample grid may be the first to find the disk full.
        let line =
            /tessera: r\/(checkpoints\/step-00000005\.safetensors|samples\/step-\d{8}\.png): cannot be written, the disk is full; make room, then go on with `tessera train --resume --run r`/
        #expect(first.errors.first?.wholeMatch(of: line) != nil, "\(first.errors)")
        #expect(
            first.lines.contains { $0.hasSuffix("checkpoint at step 0") }
                && !first.lines.contains { $0.hasSuffix("checkpoint at step 5") })
        let left = try String(contentsOfFile: folder + "/left", encoding: .utf8)
        #expect(
            left.contains("step-00000000.safetensors") && !left.contains(".tmp")
                && !left.contains("step-00000005.safetensors"))
        #expect(try RunFolder.open(folder + "/r").newestIntact().checkpoint?.step == 40)
        #expect(try EventReader.readScalars(folder + "/r")["loss/generator"]?.map(\.step) == [10, 20, 30, 40])
    }

    @Test(.enabled(if: mounting != nil)) func `older checkpoints are deleted to make room for the newest`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let output = try Self.onDisk(
            megabytes: 100, in: folder, "\(Self.run("\(Self.configuration) --steps 20")); cp -r r \"$KEEP\"")
        #expect(Self.outcomes(output).map(\.code) == [0] && !output.contains("tessera: "), "\(output)")
        #expect(output.contains("the disk is full: deleted all but the newest checkpoint"))
        let run = try RunFolder.open(folder + "/r")
        #expect(run.newestIntact().checkpoint?.step == 20 && run.newestIntact().broken.isEmpty)
    }

    @Test func `a limit on the size of files ends a run with one line, and without it the run resumes`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // In blocks of 512 bytes: ten megabytes, which no checkpoint fits into.
        let output = try Spawned.output([
            "sh", "-c",
            """
            cd '\(folder)'
            ( ulimit -f 20000; \(Self.run("\(Self.configuration) --steps 7")) )
            \(Self.run("--resume --run r"))
            """,
        ])
        let outcomes = Self.outcomes(output)
        #expect(outcomes.map(\.code) == [1, 0], "\(output)")
        #expect(outcomes.map(\.errors.count) == [1, 0], "\(output)")
        #expect(
            outcomes.first?.errors.first?.contains("r/checkpoints/step-00000000.safetensors: cannot be written")
                == true, "\(output)")
        #expect(try RunFolder.open(folder + "/r").newestIntact().checkpoint?.step == 7)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".tmp") } == [])
    }
}
