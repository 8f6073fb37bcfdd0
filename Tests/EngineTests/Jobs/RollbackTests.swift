import Foundation
import Jobs
import Runs
import Testing

/// Runs that diverge and are rolled back.
@Suite(.serialized) struct RollbackTests {
    private let scratch = ScratchFolder()
    private static let reckless: [String: SettingValue] = [
        "generator.learning_rate": 1, "discriminator.learning_rate": 1, "checkpoint.interval": 20, "log.interval": 10,
        "evaluation.interval": 0,
    ]

    private func run(_ name: String, steps: Int, _ given: [String: SettingValue]) async throws -> (
        folder: RunFolder, end: TrainingStatus
    ) {
        let settings = Self.reckless.merging(given) { $1 }
        let end = try await SmallRun.wait(
            TrainingJob(try SmallRun.start(scratch.path(name), steps: steps, settings)), until: SmallRun.over)
        return (try RunFolder.open(scratch.path(name)), end)
    }

    @Test func `a diverged run is rolled back with lower learning rates, which are recorded and logged`() async throws {
        let (folder, end) = try await run("run", steps: 60, ["max_rollbacks": 10])
        #expect(end.phase == .finished && end.step == 60)
        let written = try RunFile.read(folder.runFilePath)
        try #require(!written.rollbacks.isEmpty)
        #expect(end.rollbacks == written.rollbacks)
        #expect(
            written.changes.allSatisfy { $0.author == .diagnostics }
                && Set(written.changes.map(\.name)) == ["generator.learning_rate", "discriminator.learning_rate"])
        #expect(end.settings["generator.learning_rate"].map { $0.number < 1 } == true)
        #expect(
            end.events.contains {
                $0.isWarning && $0.text.hasPrefix("diagnostics: rollback 1 of 10: the losses have exploded")
                    && $0.text.contains("generator.learning_rate 0.5, was 1")
            })
        // Measurements after the rollback's step are removed: the curves have every step once.
        let curve = try #require(try EventReader.readScalars(folder.path)["loss/generator"])
        #expect(curve.map(\.step) == [10, 20, 30, 40, 50, 60])
        #expect(end.generatorLoss.buckets.map(\.firstStep) == Array(1...60))
        #expect(ControlStatus(end).rollbacks == written.rollbacks.count)
    }

    @Test func `run.toml of a rolled-back run reproduces the run, byte for byte`() async throws {
        let (folder, end) = try await run("run", steps: 60, ["max_rollbacks": 10])
        try #require(end.phase == .finished)
        try scratch.write(try ScratchFolder.bytes(ofFile: folder.runFilePath), "copy/run.toml")
        for part in ["checkpoints", "samples"] {
            try FileManager.default.createDirectory(
                atPath: scratch.path("copy/\(part)"), withIntermediateDirectories: true)
        }
        let again = try await SmallRun.wait(
            TrainingJob(SmallRun.resume(scratch.path("copy"), steps: 60)), until: SmallRun.over)
        #expect(again.phase == .finished && again.rollbacks == end.rollbacks)
        let copy = try RunFolder.open(scratch.path("copy"))
        #expect(try SmallRun.bytes(folder.checkpointPath(step: 60)) == SmallRun.bytes(copy.checkpointPath(step: 60)))
    }

    @Test(arguments: [0, 1]) func `after the maximum of rollbacks the run fails`(rollbacks: Int) async throws {
        let (folder, end) = try await run("run", steps: 400, ["max_rollbacks": .integer(rollbacks)])
        guard case .failed(let line) = end.phase else { Issue.record("the run did not fail"); return }
        #expect(
            line.text.contains("training diverged at step")
                && line.suggestion.actions.contains { if case .resumeSlower = $0 { true } else { false } }
                && !line.description.contains("\n"))
        #expect(line.description.contains("after a rollback") == (rollbacks == 1))
        #expect(try RunFile.read(folder.runFilePath).rollbacks.count == Int(rollbacks))
        #expect(folder.newestIntact().checkpoint != nil)
    }

    @Test func `rollbacks are written to run.toml and read back`() throws {
        var settings = RunFile(
            version: "1", preset: "article", data: "shapes", seed: 1, created: Date(timeIntervalSince1970: 0),
            settings: [:])
        settings.rollbacks = [
            Rollback(from: 50, to: 0, reason: "a \"quoted\" reason"), Rollback(from: 90, to: 40, reason: "b"),
        ]
        try settings.write(to: scratch.path("run.toml"))
        #expect(try RunFile.read(scratch.path("run.toml")) == settings)
        try scratch.write(Array("\(settings.toml)\n[[rollbacks]]\nfrom = 3\nto = 9\nreason = \"\"\n".utf8), "bad.toml")
        #expect(throws: RunError.self) { try RunFile.read(scratch.path("bad.toml")) }
    }
}
