import ArgumentParser
import Engine
import Foundation
import Glibc
import Render

/// Says what is in a data set, what is missing and what is broken.
struct DataInspectCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Say what is in a data set, what is missing and what is broken, with pictures.")

    @OptionGroup var data: DataOptions

    @Option(help: ArgumentHelp("Pictures to draw; without it 6 on a terminal, none elsewhere.", valueName: "count"))
    var pictures: Int?

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Have captions spoken that are not yet, and list their sounds.")
    var speak = false

    mutating func validate() throws {
        if let pictures, !(0...100).contains(pictures) { throw ValidationError("--pictures \(pictures) is out of range; give 0 to 100") }
    }

    mutating func run() throws {
        let stages = StageProgress()
        defer { stages.end() }
        let set = try PairedSource.open(data.name, size: data.size, channels: data.channels, speech: speak ? Speech() : nil,
                                        progress: stages.show)
        let inspection = DataInspection(set, progress: stages.show)
        stages.end()
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(inspection), as: UTF8.self))
            return
        }
        DataReport.lines(inspection).forEach { print($0) }
        let isTerminal = isatty(1) == 1
        let count = pictures ?? (isTerminal ? 6 : 0)
        guard count > 0 else { return }
        let mode = isTerminal ? TerminalProfile(wanted: nil, environment: ProcessInfo.processInfo.environment).mode : .truecolor
        // What was printed goes first.
        fflush(nil)
        StandardOutput.write(DataReport.gallery(set, count: count, width: StandardOutput.size?.width ?? 80, mode: mode).escaped(mode: mode))
    }
}
