import Engine
import Foundation
import Testing

/// Runs that really diverge, and are really taken back.
@Suite(.serialized) struct RollbackTests {
    private let scratch = ScratchFolder()
    private static let reckless = ["rate": 1.0, "generator.rate": 1, "discriminator.rate": 1, "checkpoint.every": 20, "report.every": 10, "score.every": 0]

    private func run(_ name: String, steps: Int, _ given: [String: Double]) async throws -> (folder: RunFolder, end: TrainingStatus) {
        var settings = Self.reckless.merging(given) { $1 }
        settings["rate"] = nil
        let end = try await SmallRun.wait(TrainingJob(try SmallRun.start(scratch.path(name), steps: steps, settings)), until: SmallRun.over)
        return (try RunFolder.open(scratch.path(name)), end)
    }

    @Test func `a run that explodes goes back with lower rates, and says so everywhere`() async throws {
        let (folder, end) = try await run("run", steps: 60, ["rollbacks": 10])
        #expect(end.phase == .finished && end.step == 60)
        let written = try RunSettings.read(folder.settingsPath)
        try #require(!written.rollbacks.isEmpty)
        #expect(end.rollbacks == written.rollbacks)
        #expect(written.changes.allSatisfy { $0.author == .doctor } && Set(written.changes.map(\.name)) == ["generator.rate", "discriminator.rate"])
        #expect(end.settings["generator.rate"].map { $0 < 1 } == true)
        #expect(end.events.contains { $0.isWarning && $0.text.hasPrefix("doctor: rollback 1 of 10: the losses have exploded") && $0.text.contains("generator.rate 0.5, was 1") })
        // What was given up is forgotten: the curves run through once.
        let curve = try #require(try EventReader.readScalars(folder.path)["loss/generator"])
        #expect(curve.map(\.step) == [10, 20, 30, 40, 50, 60])
        #expect(end.generatorLoss.buckets.map(\.firstStep) == Array(1...60))
        #expect(ControlStatus(end).rollbacks == written.rollbacks.count)
    }

    @Test func `run.toml of a run that was taken back makes the same run again, byte for byte`() async throws {
        let (folder, end) = try await run("run", steps: 60, ["rollbacks": 10])
        try #require(end.phase == .finished)
        try scratch.write(try ScratchFolder.bytes(ofFile: folder.settingsPath), "copy/run.toml")
        for part in ["checkpoints", "samples"] {
            try FileManager.default.createDirectory(atPath: scratch.path("copy/\(part)"), withIntermediateDirectories: true)
        }
        let again = try await SmallRun.wait(TrainingJob(SmallRun.resume(scratch.path("copy"), steps: 60)), until: SmallRun.over)
        #expect(again.phase == .finished && again.rollbacks == end.rollbacks)
        let copy = try RunFolder.open(scratch.path("copy"))
        #expect(try SmallRun.bytes(folder.checkpointPath(step: 60)) == SmallRun.bytes(copy.checkpointPath(step: 60)))
    }

    @Test(arguments: [0.0, 1]) func `it goes back as often as it may, then ends with the clear error`(rollbacks: Double) async throws {
        let (folder, end) = try await run("run", steps: 400, ["rollbacks": rollbacks])
        guard case .failed(let line) = end.phase else { Issue.record("it went on"); return }
        #expect(line.contains("or exploded, at step") && line.contains("--resume --set generator.rate") && !line.contains("\n"))
        #expect(line.contains("after a rollback") == (rollbacks == 1))
        #expect(try RunSettings.read(folder.settingsPath).rollbacks.count == Int(rollbacks))
        #expect(folder.newestWhole().checkpoint != nil)
    }

    @Test func `rollbacks survive being written and read`() throws {
        var settings = RunSettings(version: "1", preset: "article", data: "shapes", seed: 1, created: Date(timeIntervalSince1970: 0), settings: [:])
        settings.rollbacks = [Rollback(from: 50, to: 0, reason: "a \"quoted\" reason"), Rollback(from: 90, to: 40, reason: "b")]
        try settings.write(to: scratch.path("run.toml"))
        #expect(try RunSettings.read(scratch.path("run.toml")) == settings)
        try scratch.write(Array("\(settings.toml)\n[[rollbacks]]\nfrom = 3\nto = 9\nreason = \"\"\n".utf8), "bad.toml")
        #expect(throws: RunError.self) { try RunSettings.read(scratch.path("bad.toml")) }
    }
}
