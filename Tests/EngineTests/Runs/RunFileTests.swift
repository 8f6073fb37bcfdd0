import FoundationEssentials
import Glibc
import Runs
import Testing

@Suite struct `The file run.toml` {
    let scratch = ScratchFolder()

    private func settings() -> RunFile {
        RunFile(
            version: "1.0.0", preset: "dcgan", data: "my \"cats\"\\dogs", seed: 42, steps: 5000, minutes: 1.5,
            created: Date(timeIntervalSince1970: 1_700_000_000), dataFingerprint: "0badf00d",
            settings: [
                "batch_size": .integer(64), "generator.learning_rate": .real(0.0002), "generator.beta.one": .real(0.5),
                "mirror": .flag(true), "objective": .text("hinge"), "learning_rate": .real(1), "tiny": .real(1e-12),
            ])
    }

    private func failure(_ toml: String) -> RunError? {
        #expect(throws: RunError.self) { try RunFile.parse(toml, path: "run.toml") }
    }

    @Test func `a written file is read back equal`() throws {
        let path = scratch.path("run.toml")
        try settings().write(to: path)
        #expect(try RunFile.read(path) == settings())
    }

    @Test func `values that the user has edited are named, with what holds and how to change it`() {
        var file = RunFile(
            version: "1", preset: "article", data: "d", seed: 1, created: Date(timeIntervalSince1970: 0),
            settings: ["batch_size": .integer(8), "generator.learning_rate": .real(2e-4), "image_size": .text("32x48")])
        file.changes = [
            SettingChange(step: 10, name: "generator.learning_rate", value: .real(1e-4), author: .user),
            SettingChange(step: 50, name: "generator.learning_rate", value: .real(5e-5), author: .user),
        ]
        var note = CheckpointMetadata(
            preset: "article", data: "d", seed: 1, step: 50,
            settings: [
                "batch_size": 8, "generator.learning_rate": 1e-4, "image_size": .size(ImageSize(height: 32, width: 48)),
            ])
        #expect(file.edits(against: note) == [])
        // Whole and real numbers are written alike.
        note.settings["batch_size"] = .real(8)
        #expect(file.edits(against: note) == [])
        file.settings["batch_size"] = .integer(16)
        file.settings["batchsize"] = .integer(16)
        (file.seed, file.changes[0].value) = (3, .real(1e-3))
        let lines = file.edits(against: note)
        #expect(lines.count == 4, "\(lines)")
        #expect(
            lines.contains(
                "run.toml says batch_size = 16, but the run was trained with 8, which stays; it cannot change in a run: start a new one with it"
            ))
        #expect(
            lines.contains {
                $0.hasSuffix("to change it, set generator.learning_rate=0.001 while it trains, or when it is resumed")
            })
        #expect(lines.contains { $0.contains("batchsize = 16, which the preset article does not have") })
        #expect(lines.contains { $0.contains("seed = 3, but the run was trained with 1") })
    }

    @Test func `the file has comments and plain TOML`() {
        let text = settings().toml
        #expect(text.hasPrefix("# A run of Tessera"))
        let lines = text.split(separator: "\n")
        for line in [
            "seed = 42", "created = \"2023-11-14T22:13:20Z\"", "[settings]", "generator.learning_rate = 0.0002",
        ] {
            #expect(lines.contains(Substring(line)), "\(line)")
        }
    }

    @Test func `names that conflict in TOML survive a round trip`() throws {
        var settings = settings()
        settings.settings = [
            "a": .integer(1), "a.b": .integer(2), "a.b.c": .text("x"), "odd name": .flag(false),
            "ü": .integer(3),
        ]
        #expect(try RunFile.parse(settings.toml, path: "x") == settings)
    }

    @Test func `the largest seed and a run without a limit survive a round trip`() throws {
        var settings = settings()
        (settings.seed, settings.steps, settings.minutes, settings.dataFingerprint) = (.max, nil, nil, nil)
        #expect(try RunFile.parse(settings.toml, path: "x") == settings)
    }

    @Test func `nested tables are equivalent to dotted names`() throws {
        let text = """
            version = '1'
            preset = 'p'
            data = 'd'
            seed = 1
            created = ''
            [settings]
            batch_size = 3
            [settings.generator]
            learning_rate = 0.5
            """
        #expect(
            try RunFile.parse(text, path: "x").settings == [
                "batch_size": .integer(3), "generator.learning_rate": .real(0.5),
            ])
    }

    @Test func `unknown keys are kept`() throws {
        let text = "colours = [1, 2]\n" + settings().toml + "\n[future]\nwhen = 2030-01-01\nwhy = 'x'\n"
        let read = try RunFile.parse(text, path: "x")
        #expect(read.unknown.keys.sorted() == ["colours", "future.when", "future.why"])
        #expect(read.settings == settings().settings)
        #expect(try RunFile.parse(read.toml, path: "x") == read)
    }

    @Test func `invalid TOML is reported with file and line`() {
        let error = failure("version = \"1\"\npreset = \n")
        guard case .notTOML("run.toml", 2, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.description.contains("\n") == false)
    }

    @Test func `missing and invalid keys are named`() {
        #expect(failure("version = '1'") == .missingKey(path: "run.toml", key: "seed"))
        #expect(
            failure("seed = -1")
                == .invalidValue(path: "run.toml", key: "seed", expected: "a whole number, 0 or more"))
        #expect(
            failure("seed = 1\nversion = 3")
                == .invalidValue(path: "run.toml", key: "version", expected: "text in quotes"))
    }

    @Test func `a missing or binary file is reported`() throws {
        #expect(throws: RunError.self) { try RunFile.read(scratch.path("none")) }
        let path = try scratch.write([0xFF, 0xFE, 0x00], "run.toml")
        let error = #expect(throws: RunError.self) { try RunFile.read(path) }
        #expect(error?.description.contains("UTF-8") == true)
    }

    @Test func `a FIFO, a device and a folder are refused at once`() throws {
        let fifo = scratch.path("run.toml")
        #expect(mkfifo(fifo, 0o600) == 0)
        for (path, kind) in [(fifo, "FIFO"), ("/dev/zero", "device"), (scratch.path, "folder")] {
            let error = #expect(throws: RunError.self) { try RunFile.read(path) }
            #expect(error?.description.contains("cannot read the settings: it is a \(kind), not a file") == true)
        }
    }

    @Test func `no corruption crashes the reader`() throws {
        var changed = settings()
        changed.changes = [SettingChange(step: 3, name: "generator.learning_rate", value: 0.5)]
        let whole = Array(changed.toml.utf8)
        var corruption = ByteCorruption(seed: 6)
        for _ in 0..<1000 {
            let path = try scratch.write(corruption.applied(to: whole, head: whole.count), "run.toml")
            do throws(RunError) { _ = try RunFile.read(path) } catch { #expect(!error.description.contains("\n")) }
        }
    }

    @Test func `changes are read back equal, in the order of the steps`() throws {
        var settings = settings()
        settings.changes = [
            SettingChange(step: 0, name: "generator.learning_rate", value: 1e-4),
            SettingChange(step: 7, name: "odd \"name\"", value: 1e-300, author: .diagnostics),
            SettingChange(step: 7, name: "generator.learning_rate", value: 3),
        ]
        #expect(try RunFile.parse(settings.toml, path: "x") == settings)
    }

    @Test(arguments: [
        "changes = 3", "changes = [3]", "changes = [{ step = -1, name = 'x', value = 1 }]",
        "changes = [{ step = 1, name = 'x', value = nan }]", "changes = [{ step = 1, value = 1 }]",
        "changes = [{ step = 1, name = 'x', value = 1, by = 'nobody' }]",
    ])
    func `an invalid change is rejected`(line: String) {
        let expected = "a list of tables with step, name, value and by"
        #expect(
            failure(line + "\n" + settings().toml)
                == .invalidValue(path: "run.toml", key: "changes", expected: expected))
    }

    @Test func `changes without author and order are accepted`() throws {
        let line = "changes = [{ step = 9, name = 'a', value = 1 }, { step = 2, name = 'b', value = 0.5 }]\n"
        #expect(
            try RunFile.parse(line + settings().toml, path: "x").changes == [
                SettingChange(step: 2, name: "b", value: 0.5), SettingChange(step: 9, name: "a", value: 1),
            ])
    }
}
