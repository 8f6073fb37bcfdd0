import ArgumentParser
import Datasets
import Raster

/// Writes labelled data as a folder of images with captions and sounds.
struct DataPairCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "pair", abstract: "Write images with captions and speech to a folder.",
        discussion:
            "Captions are made from the images' classes and spoken by espeak-ng where it is installed. The test split has its own "
            + "sentences, words, voices and speeds. Training on the data itself uses the same captions and sounds.")

    @OptionGroup var data: DataOptions
    @OptionGroup var folder: DataFolderOptions

    @Option(
        help: ArgumentHelp(
            "Voices of espeak-ng, separated by commas; the last quarter is for the test split (default: eight voices).",
            valueName: "list"))
    var voices: String?

    @Flag(help: "Write captions without speech.")
    var silent = false

    mutating func validate() throws {
        guard voices.map({ !Self.names($0).isEmpty }) ?? true else {
            throw ValidationError("--voices names none; `espeak-ng --voices=en` lists them")
        }
    }

    private static func names(_ list: String) -> [String] { list.split(separator: ",").map { String($0) } }

    mutating func run() throws {
        try IneffectiveOption.check(
            folder.idle + [.init("--voices", voices != nil, if: silent, "--silent writes no speech")])
        let stages = StageProgress(isQuiet: folder.quiet.isOn)
        defer { stages.end() }
        let speakers = voices.map { Speakers(voices: Self.names($0)) } ?? .standard
        let split = try TrainTestSplit.open(
            data.name, size: data.sizing, channels: data.channels,
            speech: silent ? nil : SpeechSynthesizer(speakers: speakers),
            threads: data.threads.count, progress: stages.show)
        guard split.training.hasCaptions else { throw UncaptionedData(name: data.name) }
        try folder.write(split, threads: data.threads.count, stages)
    }
}

/// Converts data to a folder of PNG files.
struct DataImportCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Convert data to a folder of PNG files, with a subfolder for each class.",
        discussion: "Captions and sounds of the data are written too.")

    @OptionGroup var data: DataOptions
    @OptionGroup var folder: DataFolderOptions

    mutating func run() throws {
        try IneffectiveOption.check(folder.idle)
        let stages = StageProgress(isQuiet: folder.quiet.isOn)
        defer { stages.end() }
        let split = try TrainTestSplit.open(
            data.name, size: data.sizing, channels: data.channels, makesCaptions: false, speech: nil,
            threads: data.threads.count, progress: stages.show)
        try folder.write(split, threads: data.threads.count, stages)
    }
}
