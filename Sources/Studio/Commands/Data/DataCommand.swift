import ArgumentParser
import Datasets
import Raster
import Runs

/// Commands on data.
struct DataCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "data",
        abstract: "Inspect data, write images with captions and sounds, or convert data to a folder.",
        discussion: "docs/data.md describes the formats.",
        subcommands: [DataInspectCommand.self, DataPairCommand.self, DataImportCommand.self])
}

/// Options of the data to read.
struct DataOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "\(DataSource.names.filter { !$0.hasSuffix(":test") }.joined(separator: ", ")), or the path of a folder or IDX file; `:test` after it reads the test split.",
            valueName: "data"), completion: NameCompletions.kind(DataSource.names))
    var data: String

    @OptionGroup var reading: DataReadingOptions

    /// The name with what the options say.
    var name: String { reading.applied(to: data) }

    @Option(
        help: ArgumentHelp(
            "Size of the images in pixels: 4 to 1024 for squares, or height x width such as 32x48 (default: that of the data).",
            valueName: "pixels"))
    var size: ImageSize?

    @OptionGroup var fitting: FitOptions

    @Option(
        help: ArgumentHelp(
            "Channels: 1 (grey), 3 (RGB) or 4 (RGB and alpha) (default: those of the data, over white).",
            valueName: "count"))
    var channels: Int?

    @OptionGroup var threads: ThreadOptions

    var sizing: ImageSizing { ImageSizing(size, fit: fitting.fit ?? .crop) }
}

/// Options of the folder to write.
struct DataFolderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder to write, empty or new (no default).", valueName: "folder"),
        completion: .directory)
    var out: String

    @Option(help: ArgumentHelp("Largest number of images of each split (default: all).", valueName: "count"))
    var count: Int?

    @Flag(help: "Print what was written and left out as a JSON object.")
    var json = false

    @OptionGroup var quiet: QuietOption

    @Option(
        name: .customLong("seed"),
        help: ArgumentHelp("Seed of the choice of images for --count (default: 0).", valueName: "seed"))
    var givenSeed: UInt64?

    mutating func validate() throws {
        try OutputFolder.check(out)
        if let count, count < 1 { throw ValidationError("--count \(count) is out of range; give 1 or more") }
    }

    /// Options that change nothing.
    var idle: [IneffectiveOption.Row] {
        [.init("--seed", givenSeed != nil, if: count == nil, "all images are written without --count")]
    }

    /// Writes both splits and prints what was written and what was left out.
    func write(_ split: TrainTestSplit, threads: Int, _ stages: StageProgress) throws {
        let named = split.named, some = count.map { named.sample($0, seed: givenSeed ?? 0) } ?? named
        let faults = try some.write(to: out, threads: threads, progress: stages.show)
        stages.end()
        let report = WrittenData(some, from: split, faults: faults, out: out)
        if json { return try JSONReport.print(report) }
        if !quiet.isOn { report.lines.forEach { print($0) } }
    }
}
