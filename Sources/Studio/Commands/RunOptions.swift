import ArgumentParser
import Datasets
import Foundation
import Jobs
import Models
import Runs
import Training

/// Options of a run; shared by `train` and the studio.
struct RunOptions: ParsableArguments {
    @OptionGroup(title: "Training configuration") var configuration: ConfigurationOptions
    @OptionGroup var fitting: FitOptions

    @Option(
        help: ArgumentHelp("The run's folder (default: a new one in runs/).", valueName: "folder"),
        completion: .directory)
    var run: String?

    @Option(help: "Training steps of the whole run, 1 or more (default: those of the preset).")
    var steps: Int?

    @Option(help: "Minutes of training of the whole run, more than 0 (default: no limit).")
    var minutes: Double?

    @Flag(
        help:
            "Resume the run from its newest checkpoint; without --run, the newest run in runs/. --data gives the new path of data that has moved."
    )
    var resume = false

    @Option(
        help: ArgumentHelp(
            "Initialise a new run with the weights and settings of another one, its folder or a checkpoint (default: none).",
            valueName: "run"), completion: .file())
    var from: String?

    @Option(
        help: ArgumentHelp(
            "For repair presets: a folder of masks to train on, read as by repair --mask. With --resume: their new path (default: none).",
            valueName: "folder"), completion: .directory)
    var masks: String?

    @Option(
        name: .customLong("threads"),
        help: ArgumentHelp(
            "Threads, 1 to 1024 (default: one for each core). Results do not depend on it but for a new run on three or more.",
            valueName: "count"))
    var givenThreads: Int?

    mutating func validate() throws {
        if resume, from != nil {
            throw ValidationError("--resume continues a run, --from starts a new one; leave out one of them")
        }
        if let steps, steps < 1 { throw ValidationError("--steps \(steps) is out of range; give 1 or more") }
        if let minutes, !(minutes > 0) {
            throw ValidationError("--minutes \(minutes) is out of range; give more than 0")
        }
        if let givenThreads, !(1...1024).contains(givenThreads) {
            throw ValidationError("--threads \(givenThreads) is out of range; give 1 to 1024")
        }
    }

    /// The options that are about training and are given.
    var given: [String] {
        let options: [(String, Bool)] = [
            ("--preset", configuration.preset != nil), ("--data", configuration.givenData != nil),
            ("--seed", configuration.seed != nil), ("--set", !configuration.assignments.isEmpty),
            ("--fit", fitting.fit != nil), ("--run", run != nil), ("--steps", steps != nil),
            ("--minutes", minutes != nil), ("--resume", resume), ("--from", from != nil), ("--masks", masks != nil),
        ]
        return options.filter(\.1).map(\.0) + configuration.reading.given
    }

    var threads: Int { givenThreads ?? ProcessInfo.processInfo.activeProcessorCount }

    /// The configuration of a new run, and the settings that the user gave.
    private func newConfiguration() throws -> (TrainingConfiguration, [String: SettingValue]) {
        let path = try from.map { try CheckpointChoice.path($0, named: nil) }
        var origin = try path.map { try OpenedCheckpoint.header($0).note }
        if let path, let data = origin?.data { origin?.data = DataLocation.find(data, near: path) }
        var new = try configuration.configuration(from: origin, masks: masks)
        (new.origin, new.fit) = (path, fitting.fit ?? origin?.fit ?? .crop)
        return (new, try configuration.chosen(from: origin))
    }

    /// The run to start, checked as far as possible without reading data.
    func start() throws -> TrainingStart {
        guard resume else {
            let (new, given) = try newConfiguration()
            return TrainingStart(
                .new(new, folder: run), steps: steps, minutes: minutes, threads: threads, given: given)
        }
        try IneffectiveOption.check(
            configuration.reading.given.map {
                .init($0, true, if: configuration.givenData == nil, "the run reads its data as it began")
            })
        let folder = try run ?? NewestRun.path()
        let written = try RunFile.read(RunFolder.open(folder).runFilePath)
        if let preset = configuration.preset, try Preset.named(preset).name != written.preset {
            throw ValidationError("\(folder): the run's preset is \(written.preset), not \(preset); leave out --preset")
        }
        let data = configuration.data == written.data ? nil : configuration.data
        if let data, written.dataFingerprint == nil {
            throw ValidationError(
                "\(folder): the run's data is \(written.data), without a fingerprint to know it by at \(data); leave out --data"
            )
        }
        let newMasks = masks == written.masks ? nil : masks
        if newMasks != nil, written.masksFingerprint == nil {
            throw ValidationError("\(folder): the run has no masks; give --from RUN --masks FOLDER for a new run")
        }
        if let fit = fitting.fit, fit != written.fit {
            throw ValidationError(
                "\(folder): the run's images are fitted by \(written.fit.rawValue), not \(fit.rawValue); leave out --fit"
            )
        }
        if let seed = configuration.seed, seed != written.seed {
            throw ValidationError("\(folder): the run's seed is \(written.seed), not \(seed); leave out --seed")
        }
        let changes = try configuration.given()
        for name in changes.keys {
            let setting = try Setting.named(name)
            guard setting.isLive || setting.changesOnResume else { throw SettingError.notLive(setting) }
        }
        return TrainingStart(
            .resume(folder: folder, changes: changes, data: data, masks: newMasks), steps: steps,
            minutes: minutes,
            threads: threads)
    }
}

/// The run with the newest checkpoint.
enum NewestRun {
    static func path(in parent: String = RunFolder.standardParent) throws -> String {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        let runs = folders.map { "\(parent)/\($0)" }.compactMap { path -> (String, Date)? in
            guard (try? RunFolder.open(path)) != nil else { return nil }
            let newest =
                (try? FileManager.default.attributesOfItem(atPath: "\(path)/checkpoints"))?[.modificationDate] as? Date
            return (path, newest ?? .distantPast)
        }
        guard let newest = runs.max(by: { $0.1 < $1.1 }) else { throw RunError.notARun(path: parent) }
        return newest.0
    }
}
