import ArgumentParser
import Datasets
import Foundation
import Glibc

/// Prints the contents of a data set, with missing and broken files.
struct DataInspectCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Print the contents of a data set, with missing and broken files and some images.")

    @OptionGroup var data: DataOptions

    @Option(
        help: ArgumentHelp("Number of images to show, 0 to 100 (default: 6 on a terminal, else 0).", valueName: "count")
    )
    var images: Int?

    @Flag(help: "Print the report as a JSON object.")
    var json = false

    @Flag(help: "Synthesise speech for captions without sound, and include it.")
    var speak = false

    @OptionGroup var quiet: QuietOption

    mutating func validate() throws {
        if let images, !(0...100).contains(images) {
            throw ValidationError("--images \(images) is out of range; give 0 to 100")
        }
    }

    mutating func run() throws {
        try IneffectiveOption.check([.init("--images", images != nil, if: json, "--json shows no images")])
        let stages = StageProgress(isQuiet: quiet.isOn)
        let threads = data.threads.count
        defer { stages.end() }
        let (set, summary) = try FolderListings.shared { () throws(DataError) in
            let set = try MultimodalSource.open(
                data.name, size: data.sizing, channels: data.channels, speech: speak ? SpeechSynthesizer() : nil,
                threads: threads, progress: stages.show)
            return (
                set,
                try DataSummary.of(
                    data.name, size: data.size, images: set.images, threads: threads, progress: stages.show)
            )
        }
        let inspection = DataInspection(set, summary: summary, threads: threads, progress: stages.show)
        stages.end()
        if json {
            try JSONReport.print(inspection)
            return
        }
        DataReport.lines(inspection, fit: data.sizing.fit).forEach { print($0) }
        let count = images ?? (StandardOutput.Stream.output.takesEscapes ? 6 : 0)
        guard count > 0 else { return }
        let mode = StandardOutput.colorMode(nil)
        StandardOutput.write(
            DataReport.gallery(set, count: count, width: StandardOutput.size?.width ?? 80, mode: mode).escaped(
                mode: mode))
    }
}
