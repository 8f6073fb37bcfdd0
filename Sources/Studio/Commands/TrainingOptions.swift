import ArgumentParser
import Engine
import Foundation

/// What decides a run; shared by `train`, `explain` and the studio.
struct RecipeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The recipe: \(Preset.all.map(\.name).joined(separator: ", ")).", valueName: "name"))
    var preset: String?

    @Option(help: ArgumentHelp("fashion-mnist, shapes, a folder of pictures or of IDX files, or one IDX file.", valueName: "data"))
    var data: String?

    @Option(help: "Everything random follows from it.")
    var seed: UInt64?

    @Option(name: .customLong("set"), help: ArgumentHelp(
        "A setting of the preset; may be repeated.", discussion: Self.settingList, valueName: "name=value"))
    var assignments: [String] = []

    static let defaultPreset = "modern", defaultData = "fashion-mnist"

    private static var settingList: String {
        Setting.all.map { "\($0.name): \($0.meaning)\($0.isLive ? " (may change while it trains)" : "")" }.joined(separator: "\n")
    }

    /// The `--set` options as values.
    func given() throws(SettingError) -> [String: Double] {
        var values: [String: Double] = [:]
        for assignment in assignments {
            guard let sign = assignment.firstIndex(of: "=") else { throw .notAPair(assignment) }
            let (name, text) = (String(assignment[..<sign]), String(assignment[assignment.index(after: sign)...]))
            let setting = try Setting.named(name)
            guard let value = Double(text) else { throw .notANumber(name, text: text) }
            values[name] = try setting.checked(value)
        }
        return values
    }

    /// - Parameters:
    ///   - origin: the run whose settings hold where none are given.
    ///   - masks: a folder of masks to train on.
    func recipe(from origin: CheckpointNote? = nil, masks: String? = nil) throws(SettingError) -> Recipe {
        let preset = try Preset.named(preset ?? origin?.preset ?? Self.defaultPreset)
        let given = try given(), before = origin.map { $0.settings.filter { preset.defaults[$0.key] != nil } } ?? [:]
        try preset.checkTogether(before.merging(given) { $1 })
        let settings = try preset.settings(before.merging(given) { $1 })
        return try Recipe(preset: preset, data: data ?? origin?.data ?? Self.defaultData, seed: seed ?? 1, settings: settings)
            .training(onMasks: masks, given: given)
    }
}

/// Which run, and until when.
struct RunOptions: ParsableArguments {
    @OptionGroup(title: "Recipe") var recipe: RecipeOptions

    @Option(help: ArgumentHelp("The run's folder; without it a new one below runs/.", valueName: "folder"))
    var run: String?

    @Option(help: "Steps, counted from the run's start.")
    var steps: Int?

    @Option(help: "Minutes of training, counted from the run's start.")
    var minutes: Double?

    @Flag(help: "Go on with a run exactly where its newest checkpoint stands; without --run, with the newest one below runs/.")
    var resume = false

    @Option(help: ArgumentHelp("Begin with the weights and settings of another run, its folder or a checkpoint, as a run of its own.", valueName: "run"))
    var from: String?

    @Option(help: ArgumentHelp("For presets that repair: a folder of masks, light where pictures are damaged, to train on.", valueName: "folder"))
    var masks: String?

    @Option(help: ArgumentHelp("Threads a step runs on.", valueName: "count"))
    var threads: Int?

    mutating func validate() throws {
        if resume, from != nil { throw ValidationError("--resume goes on with a run, --from begins another; leave out one") }
        if resume, masks != nil { throw ValidationError("a run keeps the masks it began with; give --from RUN --masks FOLDER for a new one") }
        if let steps, steps < 1 { throw ValidationError("--steps \(steps) is out of range; give 1 or more") }
        if let minutes, !(minutes > 0) { throw ValidationError("--minutes \(minutes) is out of range; give more than 0") }
        if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads \(threads) is out of range; give 1 to 1024") }
    }

    var lanes: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

    private func newRecipe() throws -> Recipe {
        let path = try from.map { try CheckpointChoice.path($0, named: nil) }
        let note = try path.map { try CheckpointNote(metadata: Safetensors.read($0).metadata, path: $0) }
        var made = try recipe.recipe(from: note, masks: masks)
        made.origin = path
        return made
    }

    /// Checks everything that can be checked without reading data.
    func start() throws -> TrainingStart {
        guard resume else {
            return TrainingStart(.new(try newRecipe(), folder: run), steps: steps, minutes: minutes, lanes: lanes)
        }
        let folder = try run ?? NewestRun.path()
        let written = try RunSettings.read(RunFolder.open(folder).settingsPath)
        if let preset = recipe.preset, try Preset.named(preset).name != written.preset {
            throw ValidationError("\(folder): a run of preset \(written.preset), not \(preset); leave out --preset")
        }
        if let data = recipe.data, data != written.data {
            throw ValidationError("\(folder): trained on \(written.data), not \(data); leave out --data")
        }
        if let seed = recipe.seed, seed != written.seed {
            throw ValidationError("\(folder): has seed \(written.seed), not \(seed); leave out --seed")
        }
        let changes = try recipe.given()
        for name in changes.keys {
            let setting = try Setting.named(name)
            guard setting.isLive else { throw SettingError.notLive(setting) }
        }
        return TrainingStart(.resume(folder: folder, changes: changes), steps: steps, minutes: minutes, lanes: lanes)
    }
}

/// The run that was worked on last.
enum NewestRun {
    static func path(under parent: String = "runs") throws -> String {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        let runs = folders.map { "\(parent)/\($0)" }.compactMap { path -> (String, Date)? in
            guard (try? RunFolder.open(path)) != nil else { return nil }
            let newest = (try? FileManager.default.attributesOfItem(atPath: "\(path)/checkpoints"))?[.modificationDate] as? Date
            return (path, newest ?? .distantPast)
        }
        guard let newest = runs.max(by: { $0.1 < $1.1 }) else { throw RunError.notARun(path: parent) }
        return newest.0
    }
}
