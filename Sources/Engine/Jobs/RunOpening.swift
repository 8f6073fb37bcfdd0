import Foundation
import Raster

/// Everything a sitting needs, opened in the order in which things can go wrong: nothing is left behind by a mistake.
struct RunOpening {
    let folder: RunFolder
    let lock: RunLock
    let trainer: Trainer
    let log: EventLog
    let steering: Steering
    let steps: Int?
    let minutes: Double?
    /// Seconds trained in earlier sittings.
    let secondsBefore: Double
    /// The curves of earlier sittings.
    let discriminatorLoss: LossHistory
    let generatorLoss: LossHistory
    /// What else is measured, by its tag.
    let curves: [String: LossHistory]
    /// What the user should know: pictures left out, broken checkpoints.
    let notes: [String]

    init(_ start: TrainingStart, progress: (String) -> Void) throws {
        switch start.origin {
        case .new(let recipe, let path):
            let images = try Self.read(recipe, progress)
            progress("compiling the step")
            trainer = try Trainer(recipe, images: images, lanes: start.lanes)
            folder = try RunFolder.create(at: path, preset: recipe.preset.name, data: recipe.data)
            lock = try folder.claim()
            (steps, minutes) = (start.steps ?? (start.minutes == nil ? recipe.preset.steps : nil), start.minutes)
            let settings = Self.runSettings(recipe, images, steps: steps, minutes: minutes)
            try settings.write(to: folder.settingsPath)
            steering = try Steering(settings, path: folder.settingsPath, from: 0)
            log = try EventLog(folder: folder.path)
            (secondsBefore, discriminatorLoss, generatorLoss, curves) = (0, LossHistory(), LossHistory(), [:])
            notes = Self.notes(on: images)

        case .resume(let path, let changes):
            folder = try RunFolder.open(path)
            lock = try folder.claim()
            let written = try RunSettings.read(folder.settingsPath)
            let preset = try Preset.named(written.preset)
            let (found, broken) = folder.newestWhole()
            let damage = broken.map { "left out a broken checkpoint: \($0.reason)" }
            // A run killed before its first checkpoint starts over, as its settings say.
            let file = try found.map { try Safetensors.read($0.path) }
            let note = try file.map { try CheckpointNote(metadata: $0.metadata, path: found?.path ?? path) }
            if let note, note.preset != preset.name {
                throw CheckpointError.otherPreset(path: found?.path ?? path, found: note.preset, expected: preset.name)
            }
            let given = note?.settings ?? written.settings.compactMapValues(\.number)
            let settings = try preset.settings(given)
            var steering = try Steering(written, path: folder.settingsPath, from: note?.step ?? 0)
            let recipe = Recipe(preset: preset, data: written.data, seed: written.seed, settings: settings)
            let images = try Self.read(recipe, progress)
            guard written.dataFingerprint == nil || written.dataFingerprint == images.fingerprint else {
                throw TrainingError.dataChanged(run: folder.path, data: written.data)
            }
            progress("compiling the step")
            trainer = try Trainer(recipe, images: images, lanes: start.lanes)
            if let file, let note { try trainer.restore(file.tensors, step: note.step, settings: settings) }
            for change in steering.due(after: trainer.step) { try trainer.change(change.name, to: change.value) }
            for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
                try steering.change(name, to: value, in: trainer)
            }
            let isBounded = start.steps != nil || start.minutes != nil
            (steps, minutes) = isBounded ? (start.steps, start.minutes) : (written.steps, written.minutes)
            if isBounded { try steering.end(atStep: steps, orMinutes: minutes) }
            self.steering = steering
            progress("reading the history")
            let history = try EventReader.readScalars(folder.path)
            let step = trainer.step
            discriminatorLoss = Self.curve(history["loss/discriminator"], until: step)
            generatorLoss = Self.curve(history["loss/generator"], until: step)
            curves = history.filter { $0.key.hasPrefix("probability/") }.mapValues { Self.curve($0, until: step) }
            secondsBefore = Double(history["time/seconds"]?.last { $0.step <= step }?.value ?? 0)
            log = try EventLog(folder: folder.path, resumingAfter: step)
            notes = damage + Self.notes(on: images) + ["resumed at step \(step)"]
        }
    }

    private static func curve(_ points: [(step: Int, value: Float)]?, until step: Int) -> LossHistory {
        var history = LossHistory()
        for point in points ?? [] where point.step <= step { history.append(point.value, step: point.step) }
        return history
    }

    private static func read(_ recipe: Recipe, _ progress: (String) -> Void) throws -> ImageSet {
        progress("reading \(recipe.data)")
        return try DataSource.open(recipe.data, size: recipe.settings.int("size"), channels: recipe.settings.int("channels")) { words, share in
            progress(share > 0 ? "\(words) \(Int(share * 100)) %" : words)
        }
    }

    private static func runSettings(_ recipe: Recipe, _ images: ImageSet, steps: Int?, minutes: Double?) -> RunSettings {
        let values = recipe.settings.values.map { name, value in
            (name, value == value.rounded() && abs(value) < 1e15 ? RunSettings.Value.integer(Int(value)) : .real(value))
        }
        return RunSettings(version: Tessera.version, preset: recipe.preset.name, data: recipe.data, seed: recipe.seed, steps: steps, minutes: minutes,
                           created: Date(), dataFingerprint: images.fingerprint, settings: Dictionary(uniqueKeysWithValues: values))
    }

    private static func notes(on images: ImageSet) -> [String] {
        guard !images.skipped.isEmpty else { return [] }
        let named = images.skipped.prefix(5).map { "\($0.file) (\($0.reason))" }.joined(separator: ", ")
        let more = images.skipped.count > 5 ? ", and \(images.skipped.count - 5) more" : ""
        return ["left out \(images.skipped.count) of \(images.count + images.skipped.count) pictures: \(named)\(more)"]
    }
}
