import Foundation
import Models
import Runs
import Studio
import Testing

/// Help, examples, and what a misspelled name is answered with.
@Suite struct HelpTests {
    @Test func `every example can be parsed, is of its command, and names a page that exists`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        for example in HelpPage.examples {
            #expect(
                FileManager.default.fileExists(atPath: root.appendingPathComponent(example.page).path), "\(example)")
            let words = Self.words(example.line), command = example.command.split(separator: " ").map(String.init)
            // Without a name the studio is meant.
            #expect(
                words.first == "tessera"
                    && (command == ["studio"] || Array(words.dropFirst().prefix(command.count)) == command))
            guard !words.contains(where: { $0.hasPrefix("--generate") }) else { continue }
            #expect(throws: Never.self, "\(example.line)") { try HelpPage.check(Array(words.dropFirst())) }
        }
        // Two each, and a page, of every command.
        let counts = Dictionary(grouping: HelpPage.examples, by: \.command).mapValues(\.count)
        for name in HelpPage.commandNames { #expect(counts[name] == 2, "\(name)") }
    }

    @Test func `every command that prints lines has --quiet and --json`() throws {
        // Screens print nothing; completions are for a shell.
        let screens: Set = ["studio", "watch", "paint"], scripts: Set = ["completions"]
        for name in HelpPage.commandNames where !screens.contains(name) {
            let text = try #require(try HelpPage.text(["help"] + name.split(separator: " ").map(String.init)))
            guard !text.contains("SUBCOMMANDS:") else { continue }
            #expect(text.contains("--quiet"), "\(name)")
            #expect(text.contains("--json") || scripts.contains(name), "\(name)")
        }
    }

    @Test func `a negative number after an option is its value, after -- and after a value it is not`() {
        #expect(
            NegativeValues.joined(["train", "--minutes", "-1", "--seed", "-2.5"]) == [
                "train", "--minutes=-1", "--seed=-2.5",
            ])
        for words in [
            ["control", "r", "set", "x", "-1"], ["show", "--", "--a", "-1"], ["train", "--set", "-x"],
            ["train", "--set=a", "-1"],
        ] {
            #expect(NegativeValues.joined(words) == words)
        }
    }

    @Test func `a kernel distance below 0 says that it is about 0`() {
        #expect(Readouts.score(ScorePoint(step: 1, .kernel, -0.03, samples: 40)) == "-0.0300 (about 0)")
        #expect(Readouts.score(ScorePoint(step: 1, .kernel, 0.03, samples: 40)) == "0.0300")
    }

    @Test func `help has usage and options first, then examples, then the page`() throws {
        let text = try #require(try HelpPage.text(["help", "train"]))
        let places = ["USAGE: tessera train", "OPTIONS:", "EXAMPLES:", "docs/settings.md says more."].compactMap {
            text.range(of: $0)?.lowerBound
        }
        #expect(places.count == 4 && places == places.sorted())
        // The settings have a command of their own: the help fits two screens.
        #expect(text.split(separator: "\n").count < 70 && text.contains("settings PRESET"))
    }

    @Test(arguments: [
        (["train", "--help"], "tessera train"), (["help", "train"], "tessera train"),
        (["data", "pair", "-h"], "tessera data pair"), (["help", "data", "pair"], "tessera data pair"),
        (["--help"], "tessera <subcommand>"), (["help"], "tessera <subcommand>"), (["-h"], "tessera <subcommand>"),
        (["repair", "photo.jpg", "--help"], "tessera repair"),
    ]) func `help is of the command that the words name`(arguments: [String], usage: String) throws {
        #expect(try HelpPage.text(arguments)?.contains("USAGE: \(usage)") == true)
    }

    @Test func `a command line that does not ask for help gets none`() throws {
        for arguments in [["train", "--steps", "5"], ["generate", "r", "--", "--help"], []] {
            #expect(try HelpPage.text(arguments) == nil)
        }
    }

    @Test(arguments: [
        (["trian"], "trian: no command has this name; did you mean train?"),
        (["help", "reparr"], "reparr: no command has this name; did you mean repair?"),
        (["data", "inspct", "x"], "inspct: no command has this name; did you mean inspect?"),
        (["help", "NOSUCH"], "NOSUCH: no command has this name; `tessera --help` lists them"),
    ]) func `a misspelled command gets the nearest name`(arguments: [String], line: String) {
        let error = #expect(throws: CommandNameError.self) { try HelpPage.text(arguments) }
        #expect(error?.description == line && error?.isUsage == true)
    }

    @Test func `help of every command has usage and options before anything else, in lines of 80 columns`() throws {
        for name in HelpPage.commandNames {
            let text = try #require(try HelpPage.text(["help"] + name.split(separator: " ").map(String.init)))
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            // A line of the parser that cannot be broken may be longer.
            #expect(
                lines.allSatisfy {
                    $0.count <= 80 || !$0.dropFirst(2).trimmingCharacters(in: .whitespaces).contains(" ")
                        || $0.hasPrefix("  tessera")
                }, "\(name)")
            let usage = try #require(lines.firstIndex { $0.hasPrefix("USAGE: ") })
            #expect(usage <= 4, "\(name): \(usage) lines before the usage")
            let places = ["\nOPTIONS:", "\nEXAMPLES:", " says more."].compactMap { text.range(of: $0)?.lowerBound }
            #expect(places.count == 3 && places == places.sorted(), "\(name)")
        }
    }

    @Test func `every option says its default`() throws {
        for name in HelpPage.commandNames {
            let text = try #require(try HelpPage.text(["help"] + name.split(separator: " ").map(String.init)))
            // An option begins with two spaces and a dash; its text goes on in lines that begin with more.
            var options: [String] = []
            for line in text.split(separator: "\n") {
                if line.hasPrefix("  -") {
                    options.append(String(line))
                } else if line.hasPrefix("      "), !options.isEmpty {
                    options[options.count - 1] += " " + line.trimmingCharacters(in: .whitespaces)
                }
            }
            for option in options where option.prefix(26).contains("<") {
                #expect(option.contains("default"), "\(name): \(option)")
            }
        }
    }

    @Test(arguments: [
        (
            "Missing expected argument '<run>'", ["control"],
            "Missing expected argument '<run>'; see `tessera control --help`"
        ),
        (
            "Please provide one of 'a' or 'b'.", ["data", "inspect", "x"],
            "Please provide one of 'a' or 'b'; see `tessera data inspect --help`"
        ),
        (
            "Unknown option '--presett'. Did you mean '--preset'?", ["train"],
            "Unknown option '--presett'. Did you mean '--preset'?"
        ),
        ("Unknown option '--x'", ["--x"], "Unknown option '--x'; see `tessera --help`"),
    ]) func `a message of wrong usage ends with the help of its command`(message: String, words: [String], line: String)
    {
        #expect(UsageHint.sentence(message, for: words) == line)
    }

    @Test func `a wrong setting ends with the command that lists settings`() {
        let error = #expect(throws: SettingError.self) { try Setting.named("batch_size").parsed("0") }
        #expect(
            error.map { UsageHint.sentence($0, for: ["train"]) }
                == "batch_size: 0 is out of range; give 2 to 4096 images; see `tessera settings`")
    }

    @Test func `a misspelled preset gets the nearest name, a strange one the list`() {
        #expect(SettingError.unknownPreset("modrn", all: Preset.all.map(\.name)).suggestion == "did you mean modern?")
        #expect(SettingError.unknownPreset("zzzzzzzzz", all: ["a", "b"]).suggestion == "the presets are a, b")
    }

    @Test func `control takes name and value apart or joined, and a value below zero`() throws {
        #expect(try HelpPage.check(["control", "r", "set", "batch_size", "4"]) == ["batch_size", "4"])
        #expect(try HelpPage.check(["control", "r", "set", "batch_size=4"]) == ["batch_size", "4"])
        #expect(
            try HelpPage.check(["control", "r", "set", "generator.learning_rate", "-1"])
                == ["generator.learning_rate", "-1"])
    }

    /// A command line's words, with quotes as the shell has them.
    private static func words(_ line: String) -> [String] {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { i, part in
            i % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }
    }
}
