import Datasets
import Dispatch
import Evaluation
import Foundation
import Jobs
import Runs
import Synchronization
import Testing

/// Scores of samples during training.
@Suite(.serialized) struct TrainingScoreTests {
    private let scratch = ScratchFolder()
    private static let given: [String: SettingValue] = [
        "image_size": 8, "evaluation.interval": 4, "evaluation.samples": 256, "checkpoint.interval": 1000,
    ]
    // Shared by the tests, so that the classifier is trained once.
    private static let cache = FeatureCache(folder: NSTemporaryDirectory() + "tessera-scores-\(UUID().uuidString)")

    @Test func `training and its requests do not wait for the scorer, and the last scores follow`() async throws {
        var start = try SmallRun.start(scratch.path("run"), steps: 8, Self.given)
        // Without a cache the classifier is trained beside the run, here after the run's last step.
        start.featureCache = nil
        let turn = DispatchSemaphore(value: 0)
        start.awaitScorerTurn = { turn.wait() }
        let job = TrainingJob(start)
        // All steps are done before the classifier is.
        let waiting = try await SmallRun.wait(job) { $0.step == 8 }
        #expect(waiting.phase == .running && waiting.scores.isEmpty)
        let answer = Mutex<TrainingAnswer?>(nil)
        job.send(.checkpoint) { reply in answer.withLock { $0 = reply } }
        for _ in 0..<6000 where answer.withLock({ $0 == nil }) { try await Task.sleep(for: .milliseconds(10)) }
        #expect(answer.withLock { $0 } == .done("wrote the checkpoint of step 8", step: 8))
        #expect(job.status.phase == .running && job.status.scores.isEmpty)
        turn.signal()
        let end = try await SmallRun.wait(job, until: SmallRun.over)
        #expect(end.phase == .finished && end.step == 8 && end.scores.map(\.step) == [4, 8])
        #expect(end.events.contains { $0.text.contains("at low priority beside the run") })
        // One for each step, and few to open, to wait and to end; a job that polls would take hundreds.
        #expect(job.turns <= 20, "\(job.turns) turns")
    }

    @Test func `an error of scoring is reported`() async throws {
        let data = try DataSource.open("shapes", size: 8, channels: 1)
        let events = Mutex<[String]>([]), completions = Mutex(0)
        let scorer = TrainingScorer(
            data.subset(0..<3000), cache: Self.cache, threads: 2,
            report: { event in
                if case .end(let line) = event { events.withLock { $0.append(line ?? "") } }
            }, completion: { completions.withLock { $0 += 1 } })
        for _ in 0..<6000 where completions.withLock({ $0 == 0 }) { try await Task.sleep(for: .milliseconds(10)) }
        #expect(scorer.isReady && events.withLock { $0.count } == 1 && completions.withLock { $0 } == 1)
        #expect(throws: EvaluationError.tooFewSamples(of: data.name, found: 10, needed: Scorer.fewestSamples)) {
            try scorer.score(data.subset(0..<10), [.frechet])
        }
        #expect(try scorer.score(data.subset(0..<300), [.frechet])?.frechet != nil)
    }

    private func run(_ start: TrainingStart) async throws -> TrainingStatus {
        var start = start
        start.featureCache = Self.cache
        return try await SmallRun.wait(TrainingJob(start), until: SmallRun.over)
    }

    @Test func `a run is scored, keeps its best checkpoint, and evaluate computes the same score`() async throws {
        let end = try await run(try SmallRun.start(scratch.path("run"), steps: 24, Self.given))
        #expect(end.phase == .finished, "\(end.phase)")
        #expect(end.scores.map(\.step) == [4, 8, 12, 16, 20, 24], "\(end.events.map(\.text))")
        #expect(end.scores.allSatisfy { $0.samples == 256 && $0.value > 0 })
        let folder = try RunFolder.open(scratch.path("run")), best = try #require(end.best)
        #expect(best == end.scores.min { $0.value < $1.value })
        #expect(end.events.contains { $0.text.hasPrefix("score ") && $0.text.contains("of 256 samples") })
        #expect(try EventReader.readScalars(folder.path)["score/frechet"]?.map(\.step) == end.scores.map(\.step))
        #expect(ControlStatus(end).best == best)

        let checkpoint = try folder.checkpoint(named: "best")
        #expect(checkpoint.step == best.step && checkpoint.path == folder.bestPath)
        let source = try SampleSource(checkpoint.path, threads: 2),
            data = try EvaluationData.open("shapes", size: 8, channels: 1)
        let samples = try source.samples(256, like: data.training, seed: 0) { _, _ in }.images
        let score = try Scorer(data, cache: Self.cache, threads: 2).score(samples, measures: [.frechet])
        #expect(score.frechet.map { Float($0.value) } == Float(best.value))
    }

    @Test func `scores do not change the training, and a resumed run has the same scores`() async throws {
        let plain = try await run(
            try SmallRun.start(scratch.path("plain"), steps: 14, Self.given.merging(["evaluation.interval": 0]) { $1 }))
        let whole = try await run(try SmallRun.start(scratch.path("whole"), steps: 14, Self.given))
        _ = try await run(try SmallRun.start(scratch.path("parts"), steps: 6, Self.given))
        let parts = try await run(SmallRun.resume(scratch.path("parts"), steps: 14))
        #expect(plain.scores.isEmpty && whole.scores.count == 3)
        #expect(parts.scores == whole.scores && parts.best == whole.best)
        let folders = try ["plain", "whole", "parts"].map { try RunFolder.open(scratch.path($0)) }
        let states = try folders.map { try Safetensors.read($0.checkpointPath(step: 14)).tensors }
        #expect(states[0] == states[1])
        #expect(
            try SmallRun.bytes(folders[1].checkpointPath(step: 14))
                == SmallRun.bytes(folders[2].checkpointPath(step: 14)))
        #expect(try SmallRun.bytes(folders[1].bestPath) == SmallRun.bytes(folders[2].bestPath))
        #expect(!FileManager.default.fileExists(atPath: folders[0].bestPath))
    }

    @Test func `the best checkpoint is not pruned, and unknown names are errors that list the checkpoints`()
        async throws
    {
        let end = try await run(
            try SmallRun.start(scratch.path("run"), steps: 40, Self.given.merging(["checkpoint.interval": 4]) { $1 }))
        let folder = try RunFolder.open(scratch.path("run")), best = try #require(end.best)
        #expect(folder.checkpoints().map(\.step) == [40, 36, 32])
        #expect(try folder.checkpoint(named: "best").step == best.step && folder.checkpoint(named: "newest").step == 40)
        #expect(try folder.checkpoint(named: "36").step == 36)
        #expect(throws: CheckpointError.noneNamed("7", run: folder.path, has: ["best", "newest", "40", "36", "32"])) {
            try folder.checkpoint(named: "7")
        }
    }

    @Test func `a run on few images is scored by the kernel distance, and says before its first step what with`()
        async throws
    {
        let shapes = try DataSource.open("shapes", size: 8, channels: 1).subset(0..<300)
        try IDX.write(shapes, to: scratch.path("few-ubyte"))
        let end = try await run(
            try SmallRun.start(scratch.path("run"), steps: 5, Self.given, data: scratch.path("few-ubyte")))
        #expect(end.phase == .finished && end.scores.map(\.step) == [4] && end.scores.first?.measure == .kernel)
        let said = try #require(end.events.first { $0.text.hasPrefix("held out: nothing") })
        #expect(said.step == 0 && said.text.contains("all 300 images") && said.text.contains("60 of them"))
        #expect(
            end.events.contains {
                $0.text.contains("kernel distance of 256 samples (") && $0.text.contains("nearer to a training image")
            })
        #expect(try EventReader.readScalars(scratch.path("run"))["score/kernel"]?.map(\.step) == [4])
        #expect(try RunFolder.open(scratch.path("run")).bestScore() == end.best)
    }

    @Test func `a run on fewer than a hundred images holds out none, and says so before its first step`() async throws {
        let shapes = try DataSource.open("shapes", size: 8, channels: 1).subset(0..<90)
        try IDX.write(shapes, to: scratch.path("few-ubyte"))
        let end = try await run(
            try SmallRun.start(scratch.path("run"), steps: 5, Self.given, data: scratch.path("few-ubyte")))
        #expect(end.phase == .finished && end.scores.isEmpty)
        #expect(
            end.events.contains {
                $0.step == 0 && $0.text.hasPrefix("held out: nothing") && $0.text.contains("need 100 images")
            })
    }
}
