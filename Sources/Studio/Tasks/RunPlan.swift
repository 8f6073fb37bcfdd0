import Foundation
import Jobs
import Models
package import Runs
import Training

/// The configuration of a run to start.
package struct RunPlan: Sendable, Equatable {
    package var preset: String
    package var data: String
    package var seed: UInt64
    /// nil for the preset's number of steps.
    package var steps: Int?
    /// nil for a new folder below runs/.
    package var folder: String?
    /// Settings that differ from the preset, by their names.
    package var settings: [String: SettingValue]
    /// The settings among all of them that were taken from the data, by their names.
    package var taken: [String: SettingValue] = [:]
    /// How images of other proportions are brought to the run's size.
    package var fit: ImageFit
    /// Whether its own process trains it, which outlives the studio.
    package var isDetached: Bool

    package init(
        preset: String, data: String, seed: UInt64 = 1, steps: Int? = nil, folder: String? = nil,
        settings: [String: SettingValue] = [:], fit: ImageFit = .crop, isDetached: Bool = false
    ) {
        (self.preset, self.data, self.seed, self.steps) = (preset, data, seed, steps)
        (self.folder, self.settings, self.fit, self.isDetached) = (folder, settings, fit, isDetached)
    }

    func configuration() throws(SettingError) -> TrainingConfiguration {
        let preset = try Preset.named(preset)
        return try TrainingConfiguration(
            preset: preset, data: data, seed: seed, settings: try preset.settings(settings), fit: fit
        )
        .training(onMasks: nil, given: settings)
    }

    /// The arguments of `tessera` that start the run.
    package var arguments: [String] {
        var words = (try? configuration())?.arguments(steps: steps) ?? []
        if let folder { words += ["--run", folder] }
        return words
    }

    /// Starts the run in this process, or in its own one.
    func start(threads: Int) throws -> TaskResult {
        let configuration = try configuration()
        guard isDetached else {
            return .opened(
                TrainingJob(
                    TrainingStart(
                        .new(configuration, folder: folder), steps: steps, threads: threads, taken: taken)),
                isOwn: true)
        }
        guard let folder else { return .startFailed("folder: a run in the background needs one") }
        let process = try DetachedProcess.launch(arguments, log: DetachedProcess.log(of: folder))
        // The folder appears when the process has read its data; a minute at most.
        for _ in 0..<600 where (try? RunFolder.open(folder)) == nil && waitpid(process, nil, WNOHANG) == 0 {
            Thread.sleep(forTimeInterval: 0.1)
        }
        guard (try? RunFolder.open(folder)) != nil else {
            return .startFailed("\(folder) did not start; see \(DetachedProcess.log(of: folder))")
        }
        return .opened(try FollowedRun(run: folder), isOwn: false)
    }
}

/// Time and memory of a run, measured before it starts.
package struct RunCost: Sendable, Equatable {
    package var secondsPerStep: Double
    /// Where the run ends.
    package var steps: Int
    /// Bytes of the training plan, without the data.
    package var memory: Int

    package init(secondsPerStep: Double, steps: Int, memory: Int) {
        (self.secondsPerStep, self.steps, self.memory) = (secondsPerStep, steps, memory)
    }

    /// Compiles the step and times some steps on noise, about a second in all.
    init(_ plan: RunPlan, threads: Int) throws {
        let configuration = try plan.configuration()
        let trainer = try Trainer(configuration, pairs: .noise(for: configuration), threads: threads)
        memory = trainer.memory
        steps = plan.steps ?? configuration.preset.steps
        // The first step warms the caches and is not timed.
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

extension Double {
    /// Seconds of a duration.
    init(seconds duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = Double(seconds) + Double(attoseconds) * 1e-18
    }
}
