import Engine
import Foundation
import Testing

/// Scores taken while a run trains.
@Suite(.serialized) struct TrainingScoreTests {
    private let scratch = ScratchFolder()
    private static let given: [String: Double] = ["size": 8, "score.every": 4, "score.samples": 256, "checkpoint.every": 1000]
    // Kept between the tests: the classifier is trained once.
    private static let cache = FeatureCache(folder: NSTemporaryDirectory() + "tessera-scores-\(UUID().uuidString)")

    private func run(_ start: TrainingStart) async throws -> TrainingStatus {
        var start = start
        start.featureCache = Self.cache
        return try await SmallRun.wait(TrainingJob(start), until: SmallRun.over)
    }

    @Test func `a run is scored, keeps its best, and evaluate finds the same number`() async throws {
        let end = try await run(try SmallRun.start(scratch.path("run"), steps: 24, Self.given))
        #expect(end.phase == .finished, "\(end.phase)")
        #expect(end.scores.map(\.step) == [4, 8, 12, 16, 20, 24] && end.scores.allSatisfy { $0.samples == 256 && $0.frechet > 0 })
        let folder = try RunFolder.open(scratch.path("run")), best = try #require(end.best)
        #expect(best == end.scores.min { $0.frechet < $1.frechet })
        #expect(end.events.contains { $0.text.hasPrefix("score ") && $0.text.contains("of 256 samples") })
        #expect(try EventReader.readScalars(folder.path)["score/frechet"]?.map(\.step) == end.scores.map(\.step))
        #expect(ControlStatus(end).best == best)

        let checkpoint = try folder.checkpoint(named: "best")
        #expect(checkpoint.step == best.step && checkpoint.path == folder.bestPath)
        let source = try SampleSource(checkpoint.path, lanes: 2), data = try EvaluationData.open("shapes", size: 8, channels: 1)
        let samples = try source.samples(256, like: data.training, seed: 0) { _, _ in }.images
        let score = try Scorer(data, cache: Self.cache, lanes: 2).score(samples, measures: [.frechet])
        #expect(score.frechet.map { Float($0.value) } == Float(best.frechet))
    }

    @Test func `scores change nothing that training depends on, and resuming takes the same ones`() async throws {
        let plain = try await run(try SmallRun.start(scratch.path("plain"), steps: 14, Self.given.merging(["score.every": 0]) { $1 }))
        let whole = try await run(try SmallRun.start(scratch.path("whole"), steps: 14, Self.given))
        _ = try await run(try SmallRun.start(scratch.path("parts"), steps: 6, Self.given))
        let parts = try await run(SmallRun.resume(scratch.path("parts"), steps: 14))
        #expect(plain.scores.isEmpty && whole.scores.count == 3)
        #expect(parts.scores == whole.scores && parts.best == whole.best)
        let folders = try ["plain", "whole", "parts"].map { try RunFolder.open(scratch.path($0)) }
        let states = try folders.map { try Safetensors.read($0.checkpointPath(step: 14)).tensors }
        #expect(states[0] == states[1])
        #expect(try SmallRun.bytes(folders[1].checkpointPath(step: 14)) == SmallRun.bytes(folders[2].checkpointPath(step: 14)))
        #expect(try SmallRun.bytes(folders[1].bestPath) == SmallRun.bytes(folders[2].bestPath))
        #expect(!FileManager.default.fileExists(atPath: folders[0].bestPath))
    }

    @Test func `the best outlives the pruning of old checkpoints, and other names are refused with those there are`() async throws {
        let end = try await run(try SmallRun.start(scratch.path("run"), steps: 40, Self.given.merging(["checkpoint.every": 4]) { $1 }))
        let folder = try RunFolder.open(scratch.path("run")), best = try #require(end.best)
        #expect(folder.checkpoints().map(\.step) == [40, 36, 32])
        #expect(try folder.checkpoint(named: "best").step == best.step && folder.checkpoint(named: "newest").step == 40)
        #expect(try folder.checkpoint(named: "36").step == 36)
        #expect(throws: CheckpointError.noneNamed("7", run: folder.path, has: ["best", "newest", "40", "36", "32"])) { try folder.checkpoint(named: "7") }
    }

    @Test func `too few held-out pictures: no scores, a line that says why, and the run goes on`() async throws {
        let shapes = try DataSource.open("shapes", size: 8, channels: 1).subset(0..<300)
        try IDX.write(shapes, to: scratch.path("few-ubyte"))
        let end = try await run(try SmallRun.start(scratch.path("run"), steps: 9, Self.given, data: scratch.path("few-ubyte")))
        #expect(end.phase == .finished && end.scores.isEmpty)
        #expect(end.events.contains { $0.text.hasPrefix("there will be no scores") && $0.text.contains("256") })
    }
}
