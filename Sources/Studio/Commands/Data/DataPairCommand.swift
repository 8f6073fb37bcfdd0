import ArgumentParser
import Engine

/// Makes a folder of pictures with captions and sounds from data that has labels.
struct DataPairCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "pair", abstract: "Write pictures with captions, spoken too, to a folder that other programs read.",
        discussion: "Captions come from the pictures' classes, spoken by espeak-ng where it is installed. The test half has sentences, "
            + "words, voices and speeds of its own. Training on the data itself needs no such folder: it makes the same.")

    @OptionGroup var data: DataOptions
    @OptionGroup var folder: DataFolderOptions

    @Option(help: ArgumentHelp("Voices of espeak-ng, parted by commas; the last quarter speaks the test half.", valueName: "list"))
    var voices: String?

    @Flag(help: "Captions only, nothing spoken.")
    var silent = false

    mutating func validate() throws {
        guard voices.map({ !Self.names($0).isEmpty }) ?? true else {
            throw ValidationError("--voices names none; `espeak-ng --voices=en` lists them")
        }
    }

    private static func names(_ list: String) -> [String] { list.split(separator: ",").map { String($0) } }

    mutating func run() throws {
        let stages = StageProgress()
        defer { stages.end() }
        let speakers = voices.map { Speakers(voices: Self.names($0)) } ?? .standard
        let halves = try DataHalves.open(data.name, size: data.size, channels: data.channels,
                                         speech: silent ? nil : Speech(speakers: speakers), progress: stages.show)
        guard halves.training.hasCaptions else { throw UnpairedData(name: data.name) }
        try folder.write(halves, stages)
    }
}

/// Brings data into a folder of PNG files.
struct DataImportCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Write data of any kind to a folder of PNG files, a subfolder for each class.",
        discussion: "Captions and sounds that the data has come along.")

    @OptionGroup var data: DataOptions
    @OptionGroup var folder: DataFolderOptions

    mutating func run() throws {
        let stages = StageProgress()
        defer { stages.end() }
        let halves = try DataHalves.open(data.name, size: data.size, channels: data.channels, makesCaptions: false, speech: nil,
                                         progress: stages.show)
        try folder.write(halves, stages)
    }
}
