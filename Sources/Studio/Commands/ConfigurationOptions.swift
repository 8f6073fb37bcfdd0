import ArgumentParser
import Datasets
import Models
import Runs
import Training

/// Options of a training configuration; shared by `train`, `explain`, `bench` and the studio.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Preset: \(Preset.all.map(\.name).joined(separator: ", ")) (default: \(Self.defaultPreset)).",
            valueName: "name"), completion: .list(Preset.all.map(\.name)))
    var preset: String?

    @Option(
        name: .customLong("data"),
        help: ArgumentHelp(
            "Data: fashion-mnist, shapes, a folder of images or of IDX files, or one IDX file (default: \(Self.defaultData)).",
            valueName: "data"), completion: NameCompletions.kind(DataSource.names))
    var givenData: String?

    @OptionGroup(title: "Folders of images") var reading: DataReadingOptions

    /// The name with what the options say.
    var data: String? { givenData.map(reading.applied) }

    @Option(help: "Seed of all random numbers (default: 1).")
    var seed: UInt64?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Setting of the preset; may be repeated. `tessera settings PRESET` lists them (default: those of the preset).",
            valueName: "name=value"),
        completion: SettingCompletions.kind)
    var assignments: [String] = []

    static let defaultPreset = "modern", defaultData = "fashion-mnist"

    /// The values of the `--set` options.
    func given() throws(SettingError) -> [String: SettingValue] {
        var values: [String: SettingValue] = [:]
        for assignment in assignments {
            guard let sign = assignment.firstIndex(of: "=") else { throw .notAPair(assignment) }
            let (name, text) = (String(assignment[..<sign]), String(assignment[assignment.index(after: sign)...]))
            values[name] = try Setting.named(name).parsed(text)
        }
        return values
    }

    /// - Parameters:
    ///   - origin: the run whose preset, data and settings are the defaults.
    ///   - masks: a folder of masks to train on.
    func configuration(from origin: CheckpointMetadata? = nil, masks: String? = nil) throws(SettingError)
        -> TrainingConfiguration
    {
        let preset = try Preset.named(preset ?? origin?.preset ?? Self.defaultPreset)
        let given = try given(), before = origin.map { $0.settings.filter { preset.settings[$0.key] != nil } } ?? [:]
        try preset.checkTogether(before.merging(given) { $1 })
        let settings = try preset.settings(before.merging(given) { $1 })
        return try TrainingConfiguration(
            preset: preset, data: data ?? reading.applied(to: origin?.data ?? Self.defaultData), seed: seed ?? 1,
            settings: settings
        )
        .training(onMasks: masks, given: given)
    }
}
