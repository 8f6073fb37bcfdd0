import Engine
import Foundation

/// A run that is to be begun, as a form or a duplicate says.
package struct RunPlan: Sendable, Equatable {
    package var preset: String
    package var data: String
    package var seed: UInt64
    package var steps: Int?
    /// nil makes a fresh one under runs.
    package var folder: String?
    /// What differs from the preset, by the settings' dotted names.
    package var settings: [String: Double]
    /// Whether a process of its own trains it, which outlives the studio.
    package var isDetached: Bool

    package init(preset: String, data: String, seed: UInt64 = 1, steps: Int? = nil, folder: String? = nil,
                 settings: [String: Double] = [:], isDetached: Bool = false) {
        (self.preset, self.data, self.seed, self.steps) = (preset, data, seed, steps)
        (self.folder, self.settings, self.isDetached) = (folder, settings, isDetached)
    }

    func recipe() throws(SettingError) -> Recipe {
        let preset = try Preset.named(preset)
        return try Recipe(preset: preset, data: data, seed: seed, settings: try preset.settings(settings)).training(onMasks: nil, given: settings)
    }

    /// The command line that begins it.
    var arguments: [String] {
        ["train", "--preset", preset, "--data", data, "--seed", String(seed)]
            + (steps.map { ["--steps", String($0)] } ?? []) + (folder.map { ["--run", $0] } ?? [])
            + settings.sorted { $0.key < $1.key }.flatMap { ["--set", "\($0.key)=\($0.value)"] }
    }
}

/// What a run will cost, known before its first step.
package struct RunCost: Sendable, Equatable {
    package var secondsPerStep: Double
    /// Where it ends by itself.
    package var steps: Int
    /// Bytes of the plan; the data comes on top.
    package var memory: Int

    package init(secondsPerStep: Double, steps: Int, memory: Int) {
        (self.secondsPerStep, self.steps, self.memory) = (secondsPerStep, steps, memory)
    }

    /// Compiles the step and does a few on noise, about a second's worth.
    init(_ plan: RunPlan, lanes: Int) throws {
        let recipe = try plan.recipe()
        let trainer = try Trainer(recipe, pairs: .noise(for: recipe), lanes: lanes)
        memory = trainer.memory
        steps = plan.steps ?? recipe.preset.steps
        // The first step warms the caches up, and belongs to no measurement.
        _ = trainer.advance()
        let clock = ContinuousClock(), start = clock.now
        var done = 0
        repeat {
            _ = trainer.advance()
            done += 1
        } while Double(seconds: clock.now - start) < 0.6 && done < 200
        secondsPerStep = Double(seconds: clock.now - start) / Double(done)
    }
}
