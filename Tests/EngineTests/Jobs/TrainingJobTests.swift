import Engine
import Foundation
import Testing

@Suite(.serialized) struct TrainingJobTests {
    @Test func `a run leaves its settings, curves, grids and checkpoints`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try SmallRun.start("\(parent)/run", steps: 9))
        let status = try await SmallRun.wait(job, until: SmallRun.over)
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
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/whole", steps: 11)), until: SmallRun.over)
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/parts", steps: 5)), until: SmallRun.over)
        let resumed = try await SmallRun.wait(TrainingJob(SmallRun.resume("\(parent)/parts", steps: 11)), until: SmallRun.over)
        #expect(resumed.phase == .finished)
        let (whole, parts) = (try RunFolder.open("\(parent)/whole"), try RunFolder.open("\(parent)/parts"))
        #expect(try SmallRun.bytes(whole.checkpointPath(step: 11)) == SmallRun.bytes(parts.checkpointPath(step: 11)))
        // Only the title, the run's own name, tells the grids apart.
        #expect(try EventReader.readScalars(whole.path)["loss/generator"]?.map(\.step) == EventReader.readScalars(parts.path)["loss/generator"]?.map(\.step))
    }

    @Test func `pausing holds the step, resuming goes on, stopping leaves a whole checkpoint`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try SmallRun.start("\(parent)/run", steps: 1_000_000))
        try await SmallRun.wait(job) { $0.step >= 2 }
        job.ask(.pause)
        let paused = try await SmallRun.wait(job) { $0.phase == .paused }.step
        try await Task.sleep(for: .milliseconds(100))
        #expect(job.status.step == paused)
        job.ask(.resume)
        try await SmallRun.wait(job) { $0.step > paused }
        job.ask(.stop)
        let ended = try await SmallRun.wait(job, until: SmallRun.over)
        #expect(ended.phase == .finished)
        #expect(try RunFolder.open("\(parent)/run").newestWhole().checkpoint?.step == ended.step)
    }

    @Test func `hammered with requests it never runs two chains of steps`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try SmallRun.start("\(parent)/run", steps: 40, ["checkpoint.every": 1000, "sample.every": 1000]))
        for _ in 0..<300 { job.ask(.pause); job.ask(.resume) }
        let status = try await SmallRun.wait(job, until: SmallRun.over)
        #expect(status.step == 40)
        #expect(status.generatorLoss.buckets.map(\.firstStep) == Array(1...40))
    }

    @Test func `a changed setting is logged, kept in the checkpoint, and survives resuming`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try SmallRun.start("\(parent)/run", steps: 1_000_000))
        job.ask(.set(name: "generator.rate", value: 0.004))
        job.ask(.set(name: "batch", value: 8))
        try await SmallRun.wait(job) { $0.settings["generator.rate"] == 0.004 && $0.step > 3 }
        job.ask(.stop)
        let status = try await SmallRun.wait(job, until: SmallRun.over)
        #expect(status.events.contains { $0.text == "generator.rate is now 0.004, was 0.0002" })
        #expect(status.events.contains { $0.text.hasPrefix("batch: cannot change") })
        let again = TrainingJob(SmallRun.resume("\(parent)/run", steps: status.step + 1))
        #expect(try await SmallRun.wait(again, until: SmallRun.over).settings["generator.rate"] == 0.004)
    }

    @Test func `a broken newest checkpoint is named and the one before it used`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/run", steps: 8)), until: SmallRun.over)
        let folder = try RunFolder.open("\(parent)/run")
        try Data("short".utf8).write(to: URL(fileURLWithPath: folder.checkpointPath(step: 9)))
        let status = try await SmallRun.wait(TrainingJob(SmallRun.resume("\(parent)/run", steps: 10)), until: SmallRun.over)
        #expect(status.phase == .finished && status.step == 10)
        #expect(status.events.contains { $0.text.hasPrefix("left out a broken checkpoint") && $0.text.contains("step-00000009") })
    }

    @Test func `missing data fails in one line and leaves no folder behind`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try SmallRun.start("\(parent)/run", steps: 3, data: "\(parent)/nothing-here"))
        guard case .failed(let line) = try await SmallRun.wait(job, until: SmallRun.over).phase else { Issue.record("it went on"); return }
        #expect(!line.contains("\n") && line.contains("nothing-here"))
        #expect(!FileManager.default.fileExists(atPath: "\(parent)/run"))
    }

    @Test func `a second job on the same run is turned away`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let first = TrainingJob(try SmallRun.start("\(parent)/run", steps: 1_000_000))
        try await SmallRun.wait(first) { $0.step >= 1 }
        let second = TrainingJob(SmallRun.resume("\(parent)/run"))
        guard case .failed(let line) = try await SmallRun.wait(second, until: SmallRun.over).phase else { Issue.record("both train"); return }
        #expect(line.contains("another process is training this run"))
        first.ask(.stop)
        try await SmallRun.wait(first, until: SmallRun.over)
    }

    @Test func `a run that trains does what its socket is told, and answers between steps`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try SmallRun.start("\(parent)/run", steps: 1_000_000))
        try await SmallRun.wait(job) { $0.step >= 1 }
        let folder = try RunFolder.open("\(parent)/run"), client = try RunClient(run: folder.path)

        let paused = try client.ask(.training(.pause))
        #expect(paused.ok && job.status.phase == .paused && paused.step == job.status.step)
        #expect(try client.ask(.training(.pause)).text == "paused already")
        let status = try #require(try client.ask(.status).status)
        #expect(status.phase == "paused" && status.step == paused.step && status.settings["generator.rate"] == 2e-4)

        #expect(try client.ask(.training(.set(name: "generator.rate", value: 0.003))).ok)
        #expect(job.status.settings["generator.rate"] == 0.003)
        let refused = try client.ask(.training(.set(name: "batch", value: 8)))
        #expect(!refused.ok && refused.usage == true && refused.error?.hasPrefix("batch: cannot change") == true)
        #expect(try client.ask(.training(.set(name: "generator.rate", value: 7))).error?.contains("0 to 1") == true)
        #expect(try client.ask(.training(.set(name: "generator.rat", value: 7))).error?.contains("generator.rate") == true)

        #expect(try client.ask(.training(.checkpoint)).ok && client.ask(.training(.sample)).ok)
        #expect(try client.ask(.training(.resume)).ok && job.status.phase == .running)
        let stopped = try client.ask(.training(.stop))
        #expect(stopped.ok)
        #expect(folder.newestWhole().checkpoint?.step == stopped.step)
        try await SmallRun.wait(job, until: SmallRun.over)
        #expect(!FileManager.default.fileExists(atPath: folder.socketPath))
        #expect(throws: ControlError.notTraining(run: folder.path)) { try RunClient(run: folder.path) }
    }

    @Test func `when a run is said to be over its folder is free`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/run", steps: 1)), until: SmallRun.over)
        for steps in 2...8 {
            let status = try await SmallRun.wait(TrainingJob(SmallRun.resume("\(parent)/run", steps: steps)), until: SmallRun.over)
            #expect(status.phase == .finished && status.step == steps)
        }
    }

    @Test func `a run whose socket cannot be made trains all the same, and says so`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/run", steps: 1)), until: SmallRun.over)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(parent)/run/control.sock"))
        let status = try await SmallRun.wait(TrainingJob(SmallRun.resume("\(parent)/run", steps: 3)), until: SmallRun.over)
        #expect(status.phase == .finished)
        #expect(status.events.contains { $0.text.contains("cannot be controlled from outside") })
    }
}
