import ArgumentParser
import Engine

/// What is done with data before anything trains on it.
struct DataCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Inspect data, pair pictures with captions and sounds, bring data into a folder.",
        discussion: "See docs/data.md for the data that is read.",
        subcommands: [DataInspectCommand.self, DataPairCommand.self, DataImportCommand.self])
}

/// Which data, in which size.
struct DataOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("\(DataSource.names.filter { !$0.hasSuffix(":test") }.joined(separator: ", ")), or the path of a folder or IDX file; `:test` behind it takes the test half.", valueName: "data"))
    var name: String

    @Option(help: ArgumentHelp("Width and height of the pictures; without it the data's own.", valueName: "pixels"))
    var size: Int?

    @Option(help: ArgumentHelp("1 (grey) or 3 (RGB); without it the data's own.", valueName: "count"))
    var channels: Int?
}

/// Where a folder is written, and how much of the data.
struct DataFolderOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder to write, empty or not there yet.", valueName: "folder"))
    var out: String

    @Option(help: ArgumentHelp("Pictures of each half at most; without it all.", valueName: "count"))
    var count: Int?

    @Option(help: "Which pictures, where not all are written.")
    var seed: UInt64 = 0

    mutating func validate() throws {
        if let count, count < 1 { throw ValidationError("--count \(count) is out of range; give 1 or more") }
    }

    /// Writes `halves` and says what was written.
    func write(_ halves: DataHalves, _ stages: StageProgress) throws {
        let some = count.map { halves.sample($0, seed: seed) } ?? halves
        let faults = try some.write(to: out, progress: stages.show)
        stages.end()
        for fault in some.training.faults + (some.heldOut?.faults ?? []) + faults { print("left out: \(fault)") }
        for (name, set) in [("train", some.training), ("test", some.heldOut)] {
            guard let set else { continue }
            let captions = set.captions.reduce(0) { $0 + $1.count }, sounds = Set(set.sounds.joined()).count
            let folder = some.heldOut == nil ? out : "\(out)/\(name)"
            print("\(set.images.count) pictures, \(captions) captions, \(sounds) sounds -> \(folder)")
        }
    }
}
