import Datasets
import Foundation
import Raster
import Runs
import Testing

/// The program as a user runs it without a screen.
@Suite(.serialized) struct CommandTests {
    private struct Outcome {
        var output: String
        var code: Int?
        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// Runs `tessera` with `arguments` in `folder`; its output with standard error among it, and its exit code.
    private static func tessera(_ arguments: String, in folder: String, before: String = "") throws -> Outcome {
        let script = "cd '\(folder)'; \(before) '\(TestedProgram.path)' \(arguments) 2>&1 < /dev/null; echo EXIT=$?"
        let output = try Spawned.output(["sh", "-c", script])
        let parts = output.components(separatedBy: "EXIT=")
        return Outcome(
            output: parts.dropLast().joined(),
            code: parts.last.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) })
    }

    private static func folder() throws -> String {
        let path = NSTemporaryDirectory() + "tessera-command-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    private static let small = "--data shapes --set batch_size=16 --set sample.count=4"

    @Test(arguments: [
        ("train --preset artikel", "article"), ("train --set bacth=3", "batch"),
        ("train --set batch_size=0", "2 to 4096"), ("train --set batch", "name=value"),
        ("train --set batch_size=many", "not a number"), ("train --steps 0", "1 or more"), ("bogus", "--help"),
        ("train --bogus", "--help"),
        ("show --symbols nothing x.png", "half"), ("generate", "--help"), ("explain --set channels=2", "1, 3 or 4"),
        ("explain --set image_size=32by48", "32x48"),
        ("explain --set image_size=30x48", "28x48"), ("train --fit squeeze", "stretch"),
        ("--color mauve", "truecolor"),
        ("control", "--help"), ("control r", "--help"), ("control r puase", "pause"),
        ("control r pause now", "leave out now"), ("control r set", "a name and a value"),
        ("control r set bacth_size 4", "batch_size"),
        ("control r set batch_size 4", "cannot change while the run trains"),
        ("control r set generator.learning_rate -1", "-1 is out of range; give 0 to 1"),
        ("train --minutes -1", "--minutes -1.0 is out of range; give more than 0"),
        ("generate r --seed -1", "'-1' is invalid for '--seed <seed>'"),
        ("train --steps -5 --preset article", "--steps -5 is out of range"),
        ("control r set generator.learning_rate fast", "not a number"),
    ]) func `wrong usage is one line with a suggestion, and exit code 2`(arguments: String, hint: String) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outcome = try Self.tessera(arguments, in: folder)
        #expect(outcome.code == 2, "\(outcome)")
        #expect(outcome.lines.count == 1 && outcome.output.contains(hint), "\(outcome.output)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    @Test(arguments: [
        ("train --data nowhere/at/all", "nowhere/at/all"), ("train --resume --run missing", "missing"),
        ("generate missing", "missing"),
        ("generate missing.safetensors", "missing.safetensors"), ("show missing.png", "missing.png"),
        ("generate text.safetensors", "text.safetensors"),
        ("show text.safetensors", "text.safetensors"), ("train --resume", "runs"), ("studio", "train"),
        ("control missing pause", "missing"),
    ]) func `a failure is one line with its file, and exit code 1`(arguments: String, position: String) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("not a checkpoint at all".utf8).write(to: URL(fileURLWithPath: folder + "/text.safetensors"))
        let outcome = try Self.tessera(arguments, in: folder)
        #expect(outcome.code == 1, "\(outcome)")
        let errors = outcome.lines.filter { $0.hasPrefix("tessera: ") }
        #expect(errors.count == 1 && errors[0].contains(position), "\(outcome.output)")
    }

    @Test func `train, generate and show work together, and the same seed generates the same images`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try Self.tessera("train \(Self.small) --run r --steps 12", in: folder).code == 0)
        for out in ["a", "b"] {
            #expect(try Self.tessera("generate r --count 9 --seed 4 --out \(out)-ubyte", in: folder).code == 0)
        }
        #expect(FileManager.default.contentsEqual(atPath: folder + "/a-ubyte", andPath: folder + "/b-ubyte"))
        #expect(
            try Self.tessera("generate r/checkpoints/step-00000012.safetensors --count 12 --out images", in: folder)
                .code == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/images").count == 12)
        #expect(try Self.tessera("generate r --out grid.png", in: folder).code == 0)
        let shown = try Self.tessera("show grid.png --size 40x20 --color none", in: folder)
        #expect(shown.code == 0 && shown.lines.count == 20)
    }

    /// Trains a run `r` for two steps on forty images of 8x8 pixels called d100000.
    @discardableResult
    private static func trainTiny(in folder: String) throws -> Outcome {
        try FileManager.default.createDirectory(atPath: folder + "/d100000", withIntermediateDirectories: true)
        let images = ImageSet(
            name: "", height: 8, width: 8, channels: 1, pixels: (0..<40 * 64).map { UInt8($0 * 7 % 256) })
        try IDX.write(images, to: folder + "/d100000/train-images-idx3-ubyte")
        let outcome = try tessera(
            "train --preset article --data d100000 --set image_size=8 --set batch_size=8 --set sample.count=4 "
                + "--set evaluation.interval=0 --run r --steps 2", in: folder)
        try #require(outcome.code == 0, "\(outcome.output)")
        return outcome
    }

    @Test func `images are generated in batches, the same in a folder and in an IDX file, and nothing else is said`()
        throws
    {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Self.trainTiny(in: folder)
        // More than a batch.
        let outcome = try Self.tessera("generate r --count 645 --out images", in: folder)
        #expect(outcome.code == 0 && outcome.lines.count == 1, "\(outcome.output)")
        #expect(try Self.tessera("generate r --count 645 --out all-ubyte", in: folder).code == 0)
        #expect(try Self.tessera("generate r --count 645 --out grid.png", in: folder).code == 0)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/images")
        #expect(Set(files) == Set((0..<645).map { String("00\($0)".suffix(3)) + ".png" }))
        let images = try DataSource.open(folder + "/images", size: 8, channels: 1)
        let all = try DataSource.open(folder + "/all-ubyte")
        #expect(images.pixels == all.pixels && all.count == 645)
        let grid = try ImageFile.read(folder + "/grid.png").bitmap
        // A pixel lies between two samples.
        #expect(grid.width == 26 * 9 - 1 && grid.height == 25 * 9 - 1)
        #expect(grid.cropped(x: 20 * 9, y: 24 * 9, width: 8, height: 8).pixels == all.bitmap(at: 644).pixels)
        #expect(Set(grid.cropped(x: 21 * 9, y: 24 * 9, width: 8, height: 8).pixels).count == 1)
    }

    @Test func `the ending of a path says what is written, and --quiet leaves only errors`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Self.trainTiny(in: folder)
        for (name, kind) in [("a.jpg", ImageFormat.jpeg), ("b.webp", .webp), ("c.tif", .tiff)] {
            let outcome = try Self.tessera("generate r --count 4 --quiet --out \(name)", in: folder)
            #expect(outcome.code == 0 && outcome.output.isEmpty, "\(outcome)")
            #expect(try ImageFile.read("\(folder)/\(name)").metadata.format == kind)
        }
        #expect(try Self.tessera("generate r --count 4 --out many", in: folder).output.hasSuffix("-> many/\n"))
        for (arguments, hint) in [
            ("generate r --out x.gif", ".png"), ("generate r --out x.npz", "x.npz/ for a folder"),
            ("data import d100000 --out x.png", "write x.png/"), ("paint many/0.png --out mask.jpg", "ends in .png"),
            ("paint many/0.png --out mask", "ends in .png"), ("repair many --out all.jpg", "write all.jpg/"),
        ] {
            let outcome = try Self.tessera(arguments, in: folder)
            #expect(outcome.code == 2 && outcome.lines.count == 1 && outcome.output.contains(hint), "\(outcome)")
        }
        let resumed = try Self.tessera("train --resume --run r --steps 3 --quiet", in: folder)
        #expect(resumed.code == 0 && resumed.output.isEmpty, "\(resumed)")
        let status = try Self.tessera("train --resume --run r --steps 4 --json", in: folder)
        let object = try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any]
        #expect(object?["step"] as? Int == 4 && object?["phase"] as? String == "finished", "\(status)")
    }

    @Test(arguments: [
        ("evaluate nothing-at-all", "nothing-at-all: neither a run nor data; name a run's folder"),
        ("evaluate shapse", "shapse: neither a run nor data; did you mean shapes"),
        ("train --data shapse", "shapse: no data has this name; did you mean shapes?"),
        (
            "train --data pictures/trian",
            "pictures/trian: cannot be read: no such file or folder; did you mean pictures/train?"
        ),
        ("repair x.png --method laplce", "laplce: no repair method has this name; did you mean laplace?"),
    ]) func `a name that is none gets the nearest one at once`(arguments: String, line: String) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder + "/pictures/train", withIntermediateDirectories: true)
        let outcome = try Self.tessera(arguments, in: folder)
        let errors = outcome.lines.filter { $0.hasPrefix("tessera: ") }
        #expect(errors.count == 1 && errors[0].hasPrefix("tessera: " + line), "\(outcome.output)")
    }

    @Test(arguments: ["doctor --json", "keys --json", "explain --dry --json --preset article", "settings --json"])
    func `what a command prints is JSON where it is asked for`(arguments: String) throws {
        let outcome = try Self.tessera(arguments, in: NSTemporaryDirectory())
        #expect(outcome.code == 0)
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) }
    }

    @Test func `interrupted generation says what was written, and every file is whole`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Self.trainTiny(in: folder)
        let program = "'\(TestedProgram.path)' generate r --count 1000000 --out images"
        let script =
            "cd '\(folder)'; \(program) 2>&1 < /dev/null & P=$!; "
            + "until [ -e images/000000.png ]; do sleep 0.05; done; kill -INT $P; wait $P; echo EXIT=$?"
        let output = try Spawned.output(["sh", "-c", "cd '\(folder)'; \(script)"])
        #expect(output.contains("EXIT=130"))
        let written = try #require(
            output.firstMatch(of: /interrupted: (\d+) of 1000000 images are in images/).flatMap { Int($0.1) })
        let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/images")
        #expect(written > 0 && files.count == written && files.allSatisfy { $0.hasSuffix(".png") })
        let last = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/images/\(try #require(files.max()))"))
        #expect(last.suffix(8).prefix(4) == Data("IEND".utf8))
    }

    @Test func `redirected progress has no control characters`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outcome = try Self.trainTiny(in: folder)
        #expect(outcome.output.unicodeScalars.allSatisfy { $0 == "\n" || !(0..<0x20).contains($0.value) })
    }

    @Test func `the peak memory is estimated before the first step, within a tenth`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outcome = try Self.tessera(
            "train --preset article --data shapes --run r --steps 12 --set checkpoint.interval=4", in: folder)
        let estimated = try #require(outcome.output.firstMatch(of: /peak memory (\d+) MB/).flatMap { Double($0.1) })
        let peak = try #require(
            outcome.output.firstMatch(of: /steps in [^,]+, peak memory (\d+) MB/).flatMap { Double($0.1) })
        #expect(abs(estimated / peak - 1) <= 0.1, "estimated \(estimated) MB, peak \(peak) MB")
        let first = outcome.lines.firstIndex { $0.contains("peak memory") },
            step = outcome.lines.firstIndex { $0.hasPrefix("step ") }
        #expect(try #require(first) < #require(step))
    }

    @Test func `generate uses the newest checkpoint or that of a step, and lists them for a wrong name`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(
            try Self.tessera("train \(Self.small) --run r --steps 4 --set checkpoint.interval=2", in: folder).code == 0)
        #expect(
            try Self.tessera("generate r --checkpoint 2 --count 4 --force", in: folder).output.contains("at step 2 "))
        #expect(
            try Self.tessera("generate r --checkpoint newest --count 4 --force", in: folder).output.contains(
                "at step 4 "))
        let refused = try Self.tessera("generate r --checkpoint best --count 4", in: folder)
        #expect(refused.code == 1 && refused.lines.count == 1 && refused.output.contains("it has newest, 4, 2, 0"))
    }

    @Test func `a run is not resumed with another preset, data or seed`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try Self.tessera("train \(Self.small) --run r --steps 2", in: folder).code == 0)
        // Data is compared by its images, after it is read; the others are wrong usage.
        for (wrong, code) in [("--data fashion-mnist", 1), ("--seed 99", 2), ("--set batch_size=8", 2)] {
            #expect(try Self.tessera("train --resume --run r \(wrong)", in: folder).code == code)
        }
        // A precision may change where a run is resumed.
        #expect(try Self.tessera("train --resume --run r --set precision=fp32 --steps 3 --quiet", in: folder).code == 0)
        #expect(try Self.tessera("train \(Self.small) --run r --steps 2", in: folder).output.contains("--resume"))
    }

    /// A terminal that closes and the shell in it both send a signal.
    @Test(arguments: [["INT"], ["TERM", "HUP", "TERM"]])
    func `ctrl-c, and the signals of a closed terminal, end a run with an intact checkpoint and exit code 130`(
        signals: [String]
    ) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let script =
            "cd '\(folder)'; '\(TestedProgram.path)' train \(Self.small) --run r --steps 1000000 > out 2>&1 & "
            + "id=$!; for i in $(seq 200); do grep -q 'step 1' out && break; sleep 0.05; done; "
            + signals.map { "kill -\($0) $id; " }.joined() + "wait $id; echo CODE=$?"
        // A shell that controls no jobs starts background programs deaf to SIGINT; `tessera` listens all the same.
        #expect(try Spawned.output(["sh", "-c", script]).contains("CODE=130"))
        let newest = try #require(try RunFolder.open(folder + "/r").newestIntact().checkpoint)
        #expect(newest.step > 0)
    }

    @Test func `a run in the background is controlled from outside`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let script =
            "cd '\(folder)'; t='\(TestedProgram.path)'; $t train \(Self.small) --run r --steps 1000000 > out 2>&1 & "
            + "id=$!; cd '\(folder)'; t='\(TestedProgram.path)'; "
            + "for i in $(seq 400); do [ -S r/control.sock ] && break; sleep 0.05; done; "
            + "for ask in status pause 'set generator.learning_rate 5e-4' 'set batch_size 4' 'set generator.learning_rate 9' resume "
            + "'status --json' stop status; do $t control r $ask 2>&1; echo CODE=$?; done; wait $id; echo END=$?"
        let output = try Spawned.output(["sh", "-c", script])
        let codes = output.matches(of: /CODE=(\d+)/).map { String($0.1) }
        #expect(codes == ["0", "0", "0", "2", "2", "0", "0", "0", "1"], "\(output)")
        for words in [
            "r: running, step", ": paused", "generator.learning_rate is now 0.0005", "batch_size: cannot change",
            "0 to 1",
            ": resumed", "\"generator.learning_rate\":0.0005", "the newest checkpoint is of step", "END=0",
            "r: no process trains this run; resume it: tessera train --resume --run r",
        ] {
            #expect(output.contains(words), "\(words) in \(output)")
        }
    }

    @Test(arguments: ["r", "deep/er/r/"])
    func `a detached run trains in the background, with its log beside its folder`(run: String) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let log = run.hasSuffix("/") ? "deep/er/r.log" : "r.log"
        let started = try Self.tessera("train \(Self.small) --run \(run) --steps 6 --detach", in: folder)
        #expect(
            started.code == 0 && started.lines.count == 1 && started.output.contains(" \(log);"), "\(started.output)")
        var text = ""
        for _ in 0..<600 where !text.contains("done: 6 steps") {
            Thread.sleep(forTimeInterval: 0.05)
            text = (try? String(contentsOfFile: "\(folder)/\(log)", encoding: .utf8)) ?? ""
        }
        #expect(text.contains("done: 6 steps"), "\(text)")
        #expect(try RunFolder.open("\(folder)/\(run)").newestIntact().checkpoint?.step == 6)
    }

    @Test func `a run that is killed at any moment resumes from an intact checkpoint, twenty times`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var last = 0
        var random = SystemRandomNumberGenerator()
        for round in 0..<20 {
            // Killed before the folder was there, the next round is the first again.
            let isNew = (try? RunFolder.open(folder + "/r")) == nil
            let start =
                isNew
                ? "\(Self.small) --set checkpoint.interval=5 --set sample.interval=3 --steps 1000000" : "--resume"
            // Every other round waits for a new checkpoint first: a busy machine may write none in the random time.
            let list = "$(ls r/checkpoints/*.safetensors 2>/dev/null)"
            let wait =
                round % 2 == 0
                ? ""
                : "for i in $(seq 600); do [ \"\(list)\" != \"$was\" ] && break; kill -0 $id || break; sleep 0.05; done;"
            let seconds = round % 2 == 0 ? 0.15...0.9 : 0.0...0.3
            _ = try Spawned.output([
                "sh", "-c",
                "cd '\(folder)'; was=\(list); "
                    + "'\(TestedProgram.path)' train \(start) --run r > out 2>&1 & id=$!; \(wait) "
                    + "sleep \(Double.random(in: seconds, using: &random)); kill -9 $id; wait $id 2>/dev/null",
            ])
            guard let run = try? RunFolder.open(folder + "/r") else { continue }
            let (newest, broken) = run.newestIntact()
            #expect(broken.isEmpty, "round \(round): \(broken)")
            #expect((newest?.step ?? 0) >= last, "round \(round): back from \(last)")
            last = newest?.step ?? last
        }
        #expect(last > 0)
        let end = try Self.tessera("train --resume --run r --steps \(last + 3)", in: folder)
        #expect(end.code == 0, "\(end.output)")
        #expect(try RunFolder.open(folder + "/r").newestIntact().checkpoint?.step == last + 3)
        let left = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".tmp") }
        #expect(left.isEmpty, "\(left)")
    }
}
