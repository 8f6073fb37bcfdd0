import Engine
import Foundation
import Testing

/// Runs small enough for tests, and waiting for them.
enum SmallRun {
    static func start(_ folder: String, steps: Int, _ given: [String: Double] = [:],
                      data: String = "shapes") throws -> TrainingStart {
        let small = ["batch": 16.0, "samples": 4, "latent": 12, "checkpoint.every": 4, "sample.every": 3, "report.every": 2]
        let settings = try Settings(defaults: Preset.article.defaults, given: small.merging(given) { $1 })
        let recipe = Recipe(preset: .article, data: data, seed: 5, settings: settings)
        return TrainingStart(.new(recipe, folder: folder), steps: steps, lanes: 2)
    }

    static func resume(_ folder: String, steps: Int? = nil, _ changes: [String: Double] = [:]) -> TrainingStart {
        TrainingStart(.resume(folder: folder, changes: changes), steps: steps, lanes: 2)
    }

    /// Polls until `condition` holds; a job that does not come that far fails the test.
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
