import Datasets
import Evaluation
import Foundation
import Models
import Repair
import Runs
import Tensors
import Training

/// Everything that a session needs. User errors are found before the run's folder is created, so they leave nothing behind.
package struct RunOpening {
    let folder: RunFolder
    let lock: RunLock
    let trainer: Trainer
    let log: EventLog
    let liveSettings: LiveSettings
    let steps: Int?
    let minutes: Double?
    /// Seconds of training in earlier sessions.
    let secondsBefore: Double
    /// Measurements of earlier sessions.
    let past: PastCurves
    /// The best score so far; nil where its checkpoint is missing or broken.
    let best: ScorePoint?
    let images: ImageSet
    /// What scores compare samples with.
    let heldOut: HeldOutImages
    /// Notes for the user: skipped images, broken checkpoints.
    package let notes: [String]

    package init(_ start: TrainingStart, progress: @escaping (String) -> Void) throws {
        switch start.origin {
        case .new(var configuration, let path):
            configuration.partition = configuration.partition ?? Plan.partition(for: start.threads)
            var data = DataDecisions(given: start.given, taken: start.taken)
            try data.look(for: &configuration, threads: start.threads, progress)
            let pairs = try Self.read(
                configuration, channels: data.channelsToRead(configuration), threads: start.threads, progress)
            images = pairs.images
            try data.takeChannels(of: images, for: &configuration)
            try configuration.check(images)
            let summary = try data.summary(of: images, configuration, threads: start.threads, progress)
            heldOut = HeldOutImages(summary)
            let masks = try configuration.masks.map { try MaskFolder($0) }
            progress("compiling the step")
            trainer = try Trainer(configuration, pairs: pairs, masks: masks?.masks ?? [], threads: start.threads) {
                progress("\($0) \(Int($1 * 100)) %")
            }
            try Self.initialize(trainer)
            folder = try RunFolder.create(at: path, preset: configuration.preset.name, data: configuration.data)
            lock = try folder.lock()
            (steps, minutes) = (start.steps ?? (start.minutes == nil ? configuration.preset.steps : nil), start.minutes)
            var settings = Self.runSettings(configuration, images, steps: steps, minutes: minutes)
            (settings.masks, settings.masksFingerprint, settings.initializedFrom) = (
                masks?.path, masks?.fingerprint, configuration.origin
            )
            try settings.write(to: folder.runFilePath)
            if configuration.preset.repairs {
                progress("measuring the training images")
                TrainingDistanceFile.write(images, run: folder, fit: configuration.fit, configuration.settings)
            }
            liveSettings = try LiveSettings(settings, path: folder.runFilePath, from: 0)
            log = try EventLog(folder: folder.path)
            (secondsBefore, past, best) = (0, PastCurves(), nil)
            notes = data.notes(summary, configuration) + Self.notes(on: pairs, summary, trainer) + Self.notes(on: masks)

        case .resume(let path, let changes, let newData, let newMasks):
            folder = try RunFolder.open(path)
            lock = try folder.lock()
            var written = try RunFile.read(folder.runFilePath)
            let preset = try Preset.named(written.preset)
            let (found, broken) = folder.newestIntact()
            // To start again would write over what is left of the run.
            if found == nil, !broken.isEmpty { throw folder.noCheckpoint }
            if let found, let steps = start.steps, steps < found.step {
                throw TrainingError.stepsDone(run: path, step: found.step, asked: steps)
            }
            let damage = [folder.brokenCheckpointWarning].compactMap(\.self)
            // A run that was killed before its first checkpoint starts again from its settings.
            let checkpoint = try found.map { try OpenedCheckpoint($0.path) }
            try checkpoint?.check(preset)
            let settings =
                try checkpoint?.settings ?? preset.settings(written.settings.compactMapValues(\.settingValue))
            let place = folder.path
            let data = try newData ?? DataLocation.existing(written.data, near: place)
            let configuration = TrainingConfiguration(
                preset: preset, data: data, seed: checkpoint?.note.seed ?? written.seed, settings: settings,
                masks: try newMasks
                    ?? written.masks.map { try DataLocation.existing($0, near: place, input: .masks) },
                origin: written.initializedFrom, fit: written.fit, partition: written.partition)
            // Runs of older versions converted images with other channels.
            let pairs = try Self.read(
                configuration, channels: configuration.settings.channels, threads: start.threads, progress)
            images = pairs.images
            try configuration.check(images)
            let summary = try DataDecisions().summary(of: images, configuration, threads: start.threads, progress)
            heldOut = HeldOutImages(summary)
            try Self.check(written.dataFingerprint, images.fingerprint, of: data, run: folder.path)
            let masks = try configuration.masks.map { try MaskFolder($0) }
            if let masks {
                try Self.check(written.masksFingerprint, masks.fingerprint, of: masks.path, run: folder.path)
            }
            // A new path is remembered once it is known to be right.
            if newData != nil || newMasks != nil {
                (written.data, written.masks) = (newData ?? written.data, newMasks ?? written.masks)
                try written.write(to: folder.runFilePath)
            }
            var liveSettings = try LiveSettings(written, path: folder.runFilePath, from: checkpoint?.note.step ?? 0)
            progress("compiling the step")
            trainer = try Trainer(configuration, pairs: pairs, masks: masks?.masks ?? [], threads: start.threads) {
                progress("\($0) \(Int($1 * 100)) %")
            }
            if let checkpoint {
                try trainer.restore(checkpoint.tensors, step: checkpoint.note.step, settings: settings)
            } else {
                try Self.initialize(trainer)
            }
            for change in liveSettings.due(after: trainer.step) { try trainer.change(change.name, to: change.value) }
            for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
                try liveSettings.change(name, to: value, in: trainer)
            }
            let isBounded = start.steps != nil || start.minutes != nil
            (steps, minutes) = isBounded ? (start.steps, start.minutes) : (written.steps, written.minutes)
            if isBounded { try liveSettings.end(atStep: steps, orMinutes: minutes) }
            self.liveSettings = liveSettings
            progress("reading the history")
            let step = trainer.step
            past = try PastCurves(readingLogIn: folder.path, until: step)
            best = folder.bestScore()
            secondsBefore = past.seconds
            log = try EventLog(folder: folder.path, resumingAfter: step)
            let moved = data == written.data ? [] : ["reads the data from \(data), where the run is now"]
            notes =
                damage + (checkpoint.map { written.edits(against: $0.note) } ?? []) + moved
                + Self.notes(on: pairs, summary, trainer) + Self.notes(on: masks) + [
                    "resumed at step \(step)"
                ]
        }
    }

    /// - Parameter channels: nil reads images in their own colours.
    private static func read(
        _ configuration: TrainingConfiguration, channels: Int?, threads: Int, _ progress: (String) -> Void
    ) throws -> MultimodalSet {
        progress("reading \(configuration.data)")
        let size = ImageSizing(configuration.settings.imageSize, fit: configuration.fit)
        func show(_ stage: String, _ fraction: Double) {
            progress(fraction > 0 ? "\(stage) \(Int(fraction * 100)) %" : stage)
        }
        // Captions and audio are read for multimodal presets only.
        return configuration.preset.isMultimodal
            ? try MultimodalSource.open(
                configuration.data, size: size, channels: channels, threads: threads, progress: show)
            : MultimodalSet(
                images: try DataSource.open(
                    configuration.data, size: size, channels: channels, threads: threads, progress: show))
    }

    /// - Throws: `TrainingError.dataChanged` where the fingerprints differ.
    private static func check(_ expected: String?, _ found: String, of path: String, run: String) throws(TrainingError)
    {
        guard let expected, expected != found else { return }
        throw .dataChanged(run: run, data: path, expected: expected, found: found)
    }

    private static func runSettings(
        _ configuration: TrainingConfiguration, _ images: ImageSet, steps: Int?, minutes: Double?
    ) -> RunFile {
        RunFile(
            version: Tessera.version, preset: configuration.preset.name, data: configuration.data,
            seed: configuration.seed, steps: steps,
            minutes: minutes, created: Date(), dataFingerprint: images.fingerprint,
            fit: configuration.fit, partition: configuration.partition,
            settings: configuration.settings.values.mapValues(RunFile.Value.init))
    }

    /// Loads the initial weights of another run, where the configuration names one.
    private static func initialize(_ trainer: Trainer) throws {
        guard let path = trainer.configuration.origin else { return }
        let checkpoint = try OpenedCheckpoint(path)
        try checkpoint.check(trainer.configuration.preset)
        try trainer.begin(with: checkpoint.tensors)
    }

    private static func notes(on pairs: MultimodalSet, _ summary: DataSummary, _ trainer: Trainer) -> [String] {
        let configuration = trainer.configuration
        let data = summary.line(fit: configuration.fit, channels: configuration.settings.channels)
        let isScored = configuration.settings.evaluationInterval > 0
        let heldOut = HeldOutImages(summary).line
        let faults = pairs.faults.map(\.description) + trainer.faults
        let left = pairs.images.leftOut
        return ["data: \(data)"] + (isScored ? ["held out: \(heldOut)"] : []) + pairs.images.notes
            + notes(leftOut: pairs.images.skipped, of: pairs.images.count, "images")
            + (left.isEmpty ? [] : ["left out: \(left.text)"])
            + (faults.isEmpty ? [] : ["left out \(faults.count) captions or audio files: \(named(faults))"])
    }

    private static func notes(on folder: MaskFolder?) -> [String] {
        folder.map {
            ["trains on \($0.masks.count) masks of \($0.path)"]
                + notes(leftOut: $0.skipped, of: $0.masks.count, "masks")
        } ?? []
    }

    private static func notes(leftOut skipped: [SkippedFile], of usable: Int, _ kind: String) -> [String] {
        guard !skipped.isEmpty else { return [] }
        return [
            "left out \(skipped.count) of \(usable + skipped.count) \(kind): \(named(skipped.map { "\($0.file) (\($0.reason))" }))"
        ]
    }

    /// The first five, and the number of the others.
    private static func named(_ items: [String]) -> String {
        items.prefix(5).joined(separator: ", ") + (items.count > 5 ? ", and \(items.count - 5) more" : "")
    }
}
