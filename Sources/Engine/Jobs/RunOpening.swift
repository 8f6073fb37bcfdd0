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
    /// What earlier sittings have measured.
    let past: PastCurves
    /// The best score the run has had, where its checkpoint is whole.
    let best: ScorePoint?
    let images: ImageSet
    /// What the user should know: pictures left out, broken checkpoints.
    let notes: [String]

    init(_ start: TrainingStart, progress: (String) -> Void) throws {
        switch start.origin {
        case .new(let recipe, let path):
            let pairs = try Self.read(recipe, asItIs: true, progress)
            images = pairs.images
            let masks = try recipe.masks.map { try MaskFolder($0) }
            progress("compiling the step")
            trainer = try Trainer(recipe, pairs: pairs, masks: masks?.masks ?? [], lanes: start.lanes) { progress("\($0) \(Int($1 * 100)) %") }
            try Self.begin(trainer)
            folder = try RunFolder.create(at: path, preset: recipe.preset.name, data: recipe.data)
            lock = try folder.claim()
            (steps, minutes) = (start.steps ?? (start.minutes == nil ? recipe.preset.steps : nil), start.minutes)
            var settings = Self.runSettings(recipe, images, steps: steps, minutes: minutes)
            (settings.masks, settings.masksFingerprint, settings.origin) = (masks?.path, masks?.fingerprint, recipe.origin)
            try settings.write(to: folder.settingsPath)
            steering = try Steering(settings, path: folder.settingsPath, from: 0)
            log = try EventLog(folder: folder.path)
            (secondsBefore, past, best) = (0, PastCurves(), nil)
            notes = Self.notes(on: pairs, trainer) + Self.notes(on: masks)

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
            let recipe = Recipe(preset: preset, data: written.data, seed: written.seed, settings: settings, masks: written.masks, origin: written.origin)
            let pairs = try Self.read(recipe, asItIs: false, progress)
            images = pairs.images
            guard written.dataFingerprint == nil || written.dataFingerprint == images.fingerprint else {
                throw TrainingError.dataChanged(run: folder.path, data: written.data)
            }
            let masks = try recipe.masks.map { try MaskFolder($0) }
            if let masks, let before = written.masksFingerprint, before != masks.fingerprint {
                throw TrainingError.dataChanged(run: folder.path, data: masks.path)
            }
            progress("compiling the step")
            trainer = try Trainer(recipe, pairs: pairs, masks: masks?.masks ?? [], lanes: start.lanes) { progress("\($0) \(Int($1 * 100)) %") }
            if let file, let note { try trainer.restore(file.tensors, step: note.step, settings: settings) } else { try Self.begin(trainer) }
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
            past = PastCurves(history, until: step)
            best = folder.bestScore()
            secondsBefore = Double(history["time/seconds"]?.last { $0.step <= step }?.value ?? 0)
            log = try EventLog(folder: folder.path, resumingAfter: step)
            notes = damage + Self.notes(on: pairs, trainer) + Self.notes(on: masks) + ["resumed at step \(step)"]
        }
    }

    /// - Parameter asItIs: true to refuse pictures in other colours than the recipe's, which only runs of older versions turned into its.
    private static func read(_ recipe: Recipe, asItIs: Bool, _ progress: (String) -> Void) throws -> PairedSet {
        progress("reading \(recipe.data)")
        let size = recipe.settings.int("size"), channels = asItIs ? recipe.channelsToRead : recipe.settings.int("channels")
        func show(_ words: String, _ share: Double) { progress(share > 0 ? "\(words) \(Int(share * 100)) %" : words) }
        // Captions and sounds are read for presets that learn from them.
        let pairs = recipe.preset.isMultimodal ? try PairedSource.open(recipe.data, size: size, channels: channels, progress: show)
            : PairedSet(images: try DataSource.open(recipe.data, size: size, channels: channels, progress: show))
        try recipe.check(pairs.images)
        return pairs
    }

    private static func runSettings(_ recipe: Recipe, _ images: ImageSet, steps: Int?, minutes: Double?) -> RunSettings {
        let values = recipe.settings.values.map { name, value in
            (name, value == value.rounded() && abs(value) < 1e15 ? RunSettings.Value.integer(Int(value)) : .real(value))
        }
        return RunSettings(version: Tessera.version, preset: recipe.preset.name, data: recipe.data, seed: recipe.seed, steps: steps, minutes: minutes,
                           created: Date(), dataFingerprint: images.fingerprint, settings: Dictionary(uniqueKeysWithValues: values))
    }

    /// Weights of another run, where the recipe says so.
    private static func begin(_ trainer: Trainer) throws {
        guard let path = trainer.recipe.origin else { return }
        let file = try Safetensors.read(path), note = try CheckpointNote(metadata: file.metadata, path: path), preset = trainer.recipe.preset.name
        guard note.preset == preset else { throw CheckpointError.otherPreset(path: path, found: note.preset, expected: preset) }
        try trainer.begin(with: file.tensors)
    }

    private static func notes(on pairs: PairedSet, _ trainer: Trainer) -> [String] {
        let faults = pairs.faults.map(\.description) + trainer.faults
        return notes(leftOut: pairs.images.skipped, of: pairs.images.count, "pictures")
            + (faults.isEmpty ? [] : ["left out \(faults.count) captions or sounds: \(named(faults))"])
    }

    private static func notes(on folder: MaskFolder?) -> [String] {
        folder.map { ["trains on \($0.masks.count) masks of \($0.path)"] + notes(leftOut: $0.skipped, of: $0.masks.count, "masks") } ?? []
    }

    private static func notes(leftOut skipped: [SkippedFile], of kept: Int, _ things: String) -> [String] {
        guard !skipped.isEmpty else { return [] }
        return ["left out \(skipped.count) of \(kept + skipped.count) \(things): \(named(skipped.map { "\($0.file) (\($0.reason))" }))"]
    }

    /// The first few of them.
    private static func named(_ things: [String]) -> String {
        things.prefix(5).joined(separator: ", ") + (things.count > 5 ? ", and \(things.count - 5) more" : "")
    }
}
