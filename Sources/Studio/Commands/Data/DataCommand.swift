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

    @OptionGroup var quiet: QuietOption

    @Option(help: "Seed of the choice of images for --count.")
    var seed: UInt64 = 0

    mutating func validate() throws {
        try OutputFolder.check(out)
        if let count, count < 1 { throw ValidationError("--count \(count) is out of range; give 1 or more") }
    }

    /// Most names of files in a list of what was left out; the table has all.
    private static let listed = 20

    /// Writes both splits and prints what was written and what was left out.
    func write(_ split: TrainTestSplit, threads: Int, _ stages: StageProgress) throws {
        func say(_ line: String) { if !quiet.isOn { print(line) } }
        let named = split.named, some = count.map { named.sample($0, seed: seed) } ?? named
        let splits = [split.training, split.heldOut].compactMap(\.self)
        for note in splits.compactMap(\.images.fittingNote) { say(note) }
        let faults = try some.write(to: out, threads: threads, progress: stages.show)
        stages.end()
        for fault in some.training.faults + (some.heldOut?.faults ?? []) + faults { say("left out: \(fault)") }
        for (name, set) in [("train", some.training), ("test", some.heldOut)] {
            guard let set else { continue }
            for note in set.images.notes { say(PathText.shown(note)) }
            for file in set.images.skipped { say("left out: \(PathText.shown(file.file)): \(file.reason)") }
            leftOutLines(set.images.leftOut, of: some.heldOut == nil ? nil : name).forEach(say)
        }
        for (name, set) in [("train", some.training), ("test", some.heldOut)] {
            guard let set else { continue }
            let captions = set.captions.reduce(0) { $0 + $1.count }, sounds = Set(set.sounds.joined()).count
            let folder = some.heldOut == nil ? out : "\(out)/\(name)"
            say("\(set.images.count) images, \(captions) captions, \(sounds) sounds -> \(folder)")
            say("new and old names -> \(folder)/\(ImportTable.fileName)")
        }
    }

    private func leftOutLines(_ left: LeftOut, of split: String?) -> [String] {
        guard !left.isEmpty else { return [] }
        let more = left.paths.count - Self.listed
        return ["left out\(split.map { " of \($0)" } ?? ""): \(left.text)"]
            + left.paths.sorted().prefix(Self.listed).map { "  \(PathText.shown($0)): not an image" }
            + (more > 0 ? ["  and \(more) more, all in \(ImportTable.fileName)"] : [])
    }
}
