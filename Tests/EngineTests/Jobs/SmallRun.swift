import Foundation
import Jobs
import Models
import Runs
import Testing
import Training

/// Small runs for tests.
enum SmallRun {
    static func start(
        _ folder: String, steps: Int, _ given: [String: SettingValue] = [:],
        data: String = "shapes"
    ) throws -> TrainingStart {
        let small: [String: SettingValue] = [
            "batch_size": 16, "sample.count": 4, "latent_dim": 12, "checkpoint.interval": 4, "sample.interval": 3,
            "log.interval": 2,
        ]
        let settings = try Preset.article.settings(small.merging(given) { $1 })
        let configuration = TrainingConfiguration(preset: .article, data: data, seed: 5, settings: settings)
        return TrainingStart(.new(configuration, folder: folder), steps: steps, threads: 2)
    }

    static func resume(_ folder: String, steps: Int? = nil, _ changes: [String: SettingValue] = [:]) -> TrainingStart {
        TrainingStart(.resume(folder: folder, changes: changes), steps: steps, threads: 2)
    }

    /// Waits until `condition` holds, for a minute at most; a job that does not get there fails the test.
    @discardableResult
    static func wait(_ job: TrainingJob, until condition: (TrainingStatus) -> Bool) async throws -> TrainingStatus {
        for _ in 0..<6000 {
            let status = job.status
            if condition(status) { return status }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("the job got no further than \(job.status.phase) at step \(job.status.step)")
        return job.status
    }

    static func over(_ status: TrainingStatus) -> Bool { status.phase.isOver }

    static func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    static func temporary() throws -> String {
        let path = NSTemporaryDirectory() + "tessera-job-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}
