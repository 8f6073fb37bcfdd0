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

    /// The values of the user: those of the run that a new one begins with, and the `--set` options.
    /// - Parameter origin: that run; nil for none.
    func chosen(from origin: CheckpointMetadata? = nil) throws(SettingError) -> [String: SettingValue] {
        let preset = try preset(from: origin)
        let before = origin.map { $0.settings.filter { preset.settings[$0.key] != nil } } ?? [:]
        return before.merging(try given()) { $1 }
    }

    private func preset(from origin: CheckpointMetadata?) throws(SettingError) -> Preset {
        try Preset.named(preset ?? origin?.preset ?? Self.defaultPreset)
    }

    /// - Parameters:
    ///   - origin: the run whose preset, data and settings are the defaults.
    ///   - masks: a folder of masks to train on.
    func configuration(from origin: CheckpointMetadata? = nil, masks: String? = nil) throws(SettingError)
        -> TrainingConfiguration
    {
        let preset = try preset(from: origin), chosen = try chosen(from: origin)
        try preset.checkTogether(chosen)
        return try TrainingConfiguration(
            preset: preset, data: data ?? reading.applied(to: origin?.data ?? Self.defaultData), seed: seed ?? 1,
            settings: try preset.settings(chosen)
        )
        .training(onMasks: masks, given: given())
    }

    /// The configuration to explain or time, with what the data of `--data` decide; without it no data are looked at.
    /// - Parameter preset: in place of that of the options; nil for that.
    /// - Returns: and a line that says what was taken; nil where nothing was.
    /// - Throws: `SettingError`, `DataError`.
    func configurationForData(
        preset: Preset? = nil, threads: Int, progress: (String, Double) -> Void
    ) throws -> (configuration: TrainingConfiguration, taken: String?) {
        var options = self
        if let preset { options.preset = preset.name }
        var configuration = try options.configuration()
        let given = try given()
        guard let data, configuration.isDecidedByData(given: given) else { return (configuration, nil) }
        let taken = try configuration.take(
            from: try DataSummary.of(data, threads: threads, progress: progress), given: given)
        return (configuration, TrainingConfiguration.takenLine(taken, by: configuration.preset))
    }
}
