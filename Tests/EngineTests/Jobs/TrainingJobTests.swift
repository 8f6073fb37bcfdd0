import Engine
import Foundation
import Testing

@Suite(.serialized) struct TrainingJobTests {
    private static func start(_ folder: String, steps: Int, _ given: [String: Double] = [:], data: String = "shapes") throws -> TrainingStart {
        let settings = ["batch": 16, "samples": 4, "latent": 12, "checkpoint.every": 4, "sample.every": 3, "report.every": 2].merging(given) { $1 }
        let recipe = Recipe(preset: .article, data: data, seed: 5, settings: try Settings(defaults: Preset.article.defaults, given: settings))
        return TrainingStart(.new(recipe, folder: folder), steps: steps, lanes: 2)
    }

    private static func resume(_ folder: String, steps: Int? = nil, _ changes: [String: Double] = [:]) -> TrainingStart {
        TrainingStart(.resume(folder: folder, changes: changes), steps: steps, lanes: 2)
    }

    /// Polls until `condition` holds; a job that does not come that far fails the test.
    @discardableResult
    private static func wait(_ job: TrainingJob, until condition: (TrainingStatus) -> Bool) async throws -> TrainingStatus {
        for _ in 0..<6000 {
            let status = job.status
            if condition(status) { return status }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("the job got no further than \(job.status.phase) at step \(job.status.step)")
        return job.status
    }

    private static func over(_ status: TrainingStatus) -> Bool { status.phase.isOver }

    private static func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    private static func temporary() throws -> String {
        let path = NSTemporaryDirectory() + "tessera-job-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    @Test func `a run leaves its settings, curves, grids and checkpoints`() async throws {
        let parent = try Self.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try Self.start("\(parent)/run", steps: 9))
        let status = try await Self.wait(job, until: Self.over)
        #expect(status.phase == .finished)
        #expect(status.step == 9)
        #expect(status.generatorLoss.buckets.count == 9)
        #expect(status.samples?.columns == 2 && status.samples?.grid.width == 56)
        let folder = try RunFolder.open("\(parent)/run")
        #expect(folder.checkpoints().map(\.step) == [9, 8, 4])
        for step in [3, 6, 9] { #expect(FileManager.default.fileExists(atPath: folder.samplesPath(step: step))) }
        let curves = try EventReader.readScalars(folder.path)
        #expect(curves["loss/generator"]?.map(\.step) == [2, 4, 6, 8])
        #expect(try RunSettings.read(folder.settingsPath).seed == 5)
    }

    @Test func `k steps, stop, resume, m steps equals k+m steps, byte for byte`() async throws {
        let parent = try Self.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await Self.wait(TrainingJob(try Self.start("\(parent)/whole", steps: 11)), until: Self.over)
        try await Self.wait(TrainingJob(try Self.start("\(parent)/parts", steps: 5)), until: Self.over)
        let resumed = try await Self.wait(TrainingJob(Self.resume("\(parent)/parts", steps: 11)), until: Self.over)
        #expect(resumed.phase == .finished)
        let (whole, parts) = (try RunFolder.open("\(parent)/whole"), try RunFolder.open("\(parent)/parts"))
        #expect(try Self.bytes(whole.checkpointPath(step: 11)) == Self.bytes(parts.checkpointPath(step: 11)))
        // Only the title, the run's own name, tells the grids apart.
        #expect(try EventReader.readScalars(whole.path)["loss/generator"]?.map(\.step) == EventReader.readScalars(parts.path)["loss/generator"]?.map(\.step))
    }

    @Test func `pausing holds the step, resuming goes on, stopping leaves a whole checkpoint`() async throws {
        let parent = try Self.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try Self.start("\(parent)/run", steps: 1_000_000))
        try await Self.wait(job) { $0.step >= 2 }
        job.ask(.pause)
        let paused = try await Self.wait(job) { $0.phase == .paused }.step
        try await Task.sleep(for: .milliseconds(100))
        #expect(job.status.step == paused)
        job.ask(.resume)
        try await Self.wait(job) { $0.step > paused }
        job.ask(.stop)
        let ended = try await Self.wait(job, until: Self.over)
        #expect(ended.phase == .finished)
        #expect(try RunFolder.open("\(parent)/run").newestWhole().checkpoint?.step == ended.step)
    }

    @Test func `hammered with requests it never runs two chains of steps`() async throws {
        let parent = try Self.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try Self.start("\(parent)/run", steps: 40, ["checkpoint.every": 1000, "sample.every": 1000]))
        for _ in 0..<300 { job.ask(.pause); job.ask(.resume) }
        let status = try await Self.wait(job, until: Self.over)
        #expect(status.step == 40)
        #expect(status.generatorLoss.buckets.map(\.firstStep) == Array(1...40))
    }

    @Test func `a changed setting is logged, kept in the checkpoint, and survives resuming`() async throws {
        let parent = try Self.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try Self.start("\(parent)/run", steps: 1_000_000))
        job.ask(.set(name: "generator.rate", value: 0.004))
        job.ask(.set(name: "batch", value: 8))
        try await Self.wait(job) { $0.settings["generator.rate"] == 0.004 && $0.step > 3 }
        job.ask(.stop)
        let status = try await Self.wait(job, until: Self.over)
        #expect(status.events.contains { $0.text == "generator.rate is now 0.004" })
        #expect(status.events.contains { $0.text.hasPrefix("batch: cannot change") })
        let again = TrainingJob(Self.resume("\(parent)/run", steps: status.step + 1))
        #expect(try await Self.wait(again, until: Self.over).settings["generator.rate"] == 0.004)
    }

    @Test func `a broken newest checkpoint is named and the one before it used`() async throws {
        let parent = try Self.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await Self.wait(TrainingJob(try Self.start("\(parent)/run", steps: 8)), until: Self.over)
        let folder = try RunFolder.open("\(parent)/run")
        try Data("short".utf8).write(to: URL(fileURLWithPath: folder.checkpointPath(step: 9)))
        let status = try await Self.wait(TrainingJob(Self.resume("\(parent)/run", steps: 10)), until: Self.over)
        #expect(status.phase == .finished && status.step == 10)
        #expect(status.events.contains { $0.text.hasPrefix("left out a broken checkpoint") && $0.text.contains("step-00000009") })
    }

    @Test func `missing data fails in one line and leaves no folder behind`() async throws {
        let parent = try Self.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try Self.start("\(parent)/run", steps: 3, data: "\(parent)/nothing-here"))
        guard case .failed(let line) = try await Self.wait(job, until: Self.over).phase else { Issue.record("it went on"); return }
        #expect(!line.contains("\n") && line.contains("nothing-here"))
        #expect(!FileManager.default.fileExists(atPath: "\(parent)/run"))
    }

    @Test func `a second job on the same run is turned away`() async throws {
        let parent = try Self.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let first = TrainingJob(try Self.start("\(parent)/run", steps: 1_000_000))
        try await Self.wait(first) { $0.step >= 1 }
        let second = TrainingJob(Self.resume("\(parent)/run"))
        guard case .failed(let line) = try await Self.wait(second, until: Self.over).phase else { Issue.record("both train"); return }
        #expect(line.contains("another process is training this run"))
        first.ask(.stop)
        try await Self.wait(first, until: Self.over)
    }
}
