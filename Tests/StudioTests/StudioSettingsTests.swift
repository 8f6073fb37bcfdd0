import Foundation
import Glibc
import Raster
import Render
import Studio
import Testing

@Suite struct StudioSettingsTests {
    private func read(_ toml: String) -> StudioSettings { StudioSettings(toml: toml, file: "studio.toml") }

    @Test func `options of the screen and keys are read`() {
        let settings = read(
            """
            theme = "paper"
            mouse = false
            color = "256"
            marker = "block"
            [keys.training]
            pause = ["p", "F5"]
            [keys.runs]
            open = "o"
            """)
        #expect(settings.problems == [])
        #expect(settings.options.theme == "paper" && settings.options.mouse == false)
        #expect(settings.options.color == .palette256 && settings.options.marker == .block)
        #expect(settings.keys.command(.character("p"), in: .training) == .pause)
        #expect(settings.keys.command(.function(5), in: .training) == .pause)
        #expect(settings.keys.command(.character(" "), in: .training) == nil)
        #expect(settings.keys.command(.character("o"), in: .runs) == .open)
        #expect(settings.keys.conflicts.isEmpty)
    }

    @Test func `a theme that is kept replaces the one in the file, and nothing else`() {
        let before = "# mine\nmouse = false\ntheme = \"paper\"  # old\n\n[keys.training]\ntheme = \"t\"\n"
        let after = KeptTheme.text(before, withTheme: "mosaic")
        #expect(after == before.replacing("theme = \"paper\"  # old", with: "theme = \"mosaic\""))
        #expect(read(after).options.theme == "mosaic" && read(after).options.mouse == false)
        #expect(read(KeptTheme.text("[keys.runs]\nopen = \"o\"\n", withTheme: "a\"b\\c")).options.theme == "a\"b\\c")
        #expect(KeptTheme.text("", withTheme: "paper") == "theme = \"paper\"\n")
    }

    @Test func `a settings file that cannot be read stays as it is when a theme is kept`() throws {
        let folder = NSTemporaryDirectory() + "tessera-kept-\(UUID().uuidString)", pipe = folder + "/studio.toml"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try KeptTheme.write("mosaic", to: pipe).contains("mosaic"))
        #expect(FileManager.default.contents(atPath: pipe) == Data("theme = \"mosaic\"\n".utf8))
        try FileManager.default.removeItem(atPath: pipe)
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(throws: FileError.self) { try KeptTheme.write("paper", to: pipe) }
        #expect(try FileManager.default.attributesOfItem(atPath: pipe)[.type] as? FileAttributeType == .typeUnknown)
    }

    @Test func `enter in the list of themes keeps the theme`() {
        var model = AppModel(size: Size(width: 80, height: 24))
        model.shared.settingsFile = "/home/me/studio.toml"
        _ = update(&model, .input(.key(.character("T"))))
        #expect(
            update(&model, .input(.key(.enter))) == [
                .backgroundTask(.keepTheme("mosaic", file: "/home/me/studio.toml"))
            ])
        _ = update(&model, .input(.key(.character("T"))))
        #expect(update(&model, .input(.key(.escape))) == [])
    }

    @Test func `a settings file and a theme that are FIFOs are refused at once, and a missing file is no problem`()
        throws
    {
        let folder = NSTemporaryDirectory() + "tessera-fifo-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(StudioSettings(folder: folder).problems == [])
        #expect(mkfifo(folder + "/studio.toml", 0o600) == 0 && mkfifo(folder + "/dark.toml", 0o600) == 0)
        let line = "it is a FIFO, not a file; name a file"
        #expect(StudioSettings(folder: folder).problems == ["\(folder)/studio.toml: \(line)"])
        let problems = ThemeLibrary(folders: [folder]).problems.map(\.description)
        #expect(problems.contains("\(folder)/dark.toml: \(line)") && problems.count == 2)
    }

    @Test func `a key of several contexts changes in one`() {
        let settings = read("[keys.training]\nquit = \"Q\"")
        #expect(settings.problems == [])
        #expect(settings.keys.command(.character("Q"), in: .training) == .quit)
        #expect(settings.keys.command(.character("q"), in: .runs) == .quit)
    }

    @Test func `every error is reported, and the rest is used`() {
        let settings = read(
            """
            theme = 3
            ascii = true
            colour = "256"
            [keys.trainign]
            pause = "p"
            [keys.training]
            puase = "p"
            pause = "hyper-x"
            checkpoint = "n"
            events = "k"
            """)
        #expect(settings.options.ascii == true)
        #expect(settings.keys.command(.character("k"), in: .training) == .events)
        #expect(settings.problems.count == 6)
        for words in [
            "`theme` must be a name", "`colour`", "`keys.trainign` is no context; the nearest is `training`",
            "training has no command `puase`; the nearest is `pause`", "`hyper-x` is not a key",
            "n is already the key of sample",
        ] {
            #expect(settings.problems.contains { $0.contains(words) }, "\(words) in \(settings.problems)")
        }
    }

    @Test func `a file that is not TOML is ignored and reported in one line`() {
        let settings = read("[keys\n=")
        #expect(settings.problems.count == 1 && !settings.problems[0].contains("\n"))
        #expect(settings.keys.bindings.count == KeyTable.standard.bindings.count)
    }

    @Test func `the label of every key is read back`() {
        for key in KeyTable.standard.bindings.flatMap(\.keys) { #expect(Key(label: key.label) == key, "\(key.label)") }
    }

    @Test func `no mutation of studio.toml or of a theme ends the process`() throws {
        let settings = Array(
            "theme = \"paper\"\nmouse = false\nwhen = 1979-05-27T07:32:00Z\n[keys.training]\npause = [\"p\", \"F5\"]\n"
                .utf8)
        let paper = try String(contentsOfFile: ThemeTests.folder + "/paper.toml", encoding: .utf8)
        let theme = Array(paper.utf8)
        let pieces = ["1979-05-27 0\t", "\u{1B}[2J", "[", "}", "\"", ".", "=", "é", "7:32", "\n", "\0"].map {
            Array($0.utf8)
        }
        var random = SplitMix(seed: 21)
        for number in 0..<8_000 {
            var bytes = number % 8 == 0 ? theme : settings
            for _ in 0...random.below(3) where !bytes.isEmpty {
                let place = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes.insert(contentsOf: pieces[random.below(pieces.count)], at: place)
                case 1: bytes[place] = UInt8(random.below(256))
                case 2: bytes.removeSubrange(place..<min(place + 1 + random.below(9), bytes.count))
                default: bytes.removeLast(random.below(bytes.count))
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if number % 8 == 0 {
                do throws(ThemeError) { _ = try Theme(toml: text, file: "x.toml") } catch {
                    #expect(!error.description.contains("\n"))
                }
            } else {
                #expect(StudioSettings(toml: text, file: "studio.toml").problems.allSatisfy { !$0.isEmpty })
            }
        }
    }
}
