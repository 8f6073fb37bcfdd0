import ArgumentParser
import Foundation
import Models
import Runs
import Testing

@testable import Studio

/// Help, examples, and what a misspelled name is answered with.
@Suite struct HelpTests {
    /// Every command with its command line's words.
    private static let all: [(words: [String], command: any ParsableCommand.Type)] = {
        func below(_ command: any ParsableCommand.Type, _ words: [String]) -> [([String], any ParsableCommand.Type)] {
            [(words, command)]
                + command.configuration.subcommands.flatMap { below($0, words + [$0.configuration.commandName ?? ""]) }
        }
        return below(TesseraCommand.self, [])
    }()

    @Test func `every example can be parsed, and names a page that exists`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var count = 0
        for (words, command) in Self.all {
            guard let described = command as? any WithExamples.Type else { continue }
            #expect(
                FileManager.default.fileExists(atPath: root.appendingPathComponent(described.page).path), "\(words)")
            for example in described.examples {
                let line = Self.words(example.line)
                #expect(
                    line.first == "tessera" && Array(line.dropFirst().prefix(words.count)) == words
                        || words == ["studio"])
                guard !line.contains(where: { $0.hasPrefix("--generate") }) else { continue }
                #expect(throws: Never.self, "\(example.line)") {
                    _ = try TesseraCommand.parseAsRoot(Array(line.dropFirst()))
                }
                count += 1
            }
        }
        #expect(count >= 25, "\(count)")
    }

    @Test func `help has usage and options first, then examples, then the page`() throws {
        let text = HelpPage.text(TrainCommand.self)
        let places = ["USAGE: tessera train", "OPTIONS:", "EXAMPLES:", "docs/settings.md says more."].compactMap {
            text.range(of: $0)?.lowerBound
        }
        #expect(places.count == 4 && places == places.sorted())
        // The settings have a command of their own: the help fits a screen or two.
        #expect(text.split(separator: "\n").count < 50 && text.contains("tessera settings PRESET"))
    }

    @Test(arguments: [
        (["train", "--help"], "train"), (["help", "train"], "train"), (["data", "pair", "-h"], "pair"),
        (["help", "data", "pair"], "pair"), (["--help"], "tessera"), (["help"], "tessera"), (["-h"], "tessera"),
        (["repair", "photo.jpg", "--help"], "repair"),
    ]) func `help is of the command that the words name`(arguments: [String], name: String) throws {
        #expect(try CommandPath.helped(arguments)?.configuration.commandName == name)
    }

    @Test func `a command line that does not ask for help gets none`() throws {
        #expect(try CommandPath.helped(["train", "--steps", "5"]) == nil)
        #expect(try CommandPath.helped(["generate", "r", "--", "--help"]) == nil)
        #expect(try CommandPath.helped([]) == nil)
    }

    @Test(arguments: [
        (["trian"], "trian: no command has this name; did you mean train?"),
        (["help", "reparr"], "reparr: no command has this name; did you mean repair?"),
        (["data", "inspct", "x"], "inspct: no command has this name; did you mean inspect?"),
        (["help", "NOSUCH"], "NOSUCH: no command has this name; `tessera --help` lists them"),
    ]) func `a misspelled command gets the nearest name`(arguments: [String], line: String) {
        let error = #expect(throws: CommandNameError.self) { try CommandPath.helped(arguments) }
        #expect(error?.description == line && error?.isUsage == true)
    }

    @Test func `a misspelled preset gets the nearest name, a strange one the list`() {
        #expect(SettingError.unknownPreset("modrn", all: Preset.all.map(\.name)).suggestion == "did you mean modern?")
        #expect(
            SettingError.unknownPreset("zzzzzzzzz", all: ["a", "b"]).suggestion == "the presets are a, b")
    }

    @Test func `an action of control takes name and value apart or joined`() throws {
        for words in [["set", "batch_size", "4"], ["set", "batch_size=4"]] {
            let command = try #require(try TesseraCommand.parseAsRoot(["control", "r"] + words) as? ControlCommand)
            #expect(command.change == ["batch_size", "4"])
        }
        let negative = try #require(
            try TesseraCommand.parseAsRoot(["control", "r", "set", "generator.learning_rate", "-1"]) as? ControlCommand)
        #expect(negative.change == ["generator.learning_rate", "-1"])
    }

    /// A command line's words, with quotes as the shell has them.
    private static func words(_ line: String) -> [String] {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { i, part in
            i % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }
    }
}
