import Foundation
import Jobs
import Raster
import Runs
import Synchronization
import Testing

@Suite(.serialized) struct TrainingJobTests {
    @Test func `a run writes its settings, curves, sample grids and checkpoints`() async throws {
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
        #expect(folder.gridSteps() == [0, 3, 6, 9])
        // Images are a pixel apart in the file, and read without the gaps.
        let file = try ImageFile.read(folder.samplesPath(step: 0)).bitmap
        let grid = try folder.grid(step: 0, RunFile.read(folder.runFilePath))
        #expect(file.width == 57 && file.height == 57)
        #expect(
            grid.columns == 2 && grid.rows == 2
                && grid.grid == Bitmap.grid(file.tiles(columns: 2, rows: 2, gap: 1), columns: 2))
        for step in [3, 6, 9] { #expect(FileManager.default.fileExists(atPath: folder.samplesPath(step: step))) }
        let curves = try EventReader.readScalars(folder.path)
        #expect(curves["loss/generator"]?.map(\.step) == [2, 4, 6, 8])
        #expect(try RunFile.read(folder.runFilePath).seed == 5)
    }

    @Test func `a run that is stopped and resumed has the same checkpoint as an uninterrupted one`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/whole", steps: 11)), until: SmallRun.over)
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/parts", steps: 5)), until: SmallRun.over)
        let resumed = try await SmallRun.wait(
            TrainingJob(SmallRun.resume("\(parent)/parts", steps: 11)), until: SmallRun.over)
        #expect(resumed.phase == .finished)
        // Step 5 is no point of the curves; the resumed run shows its values, which the first one logged with the checkpoint.
        let logged = try EventReader.readScalars("\(parent)/parts")["end/loss/generator"]
        #expect(logged?.map(\.step).first == 5)
        #expect(resumed.generatorLoss.buckets.contains { $0.lastStep == 5 && $0.mean == logged?.first?.value })
        let (whole, parts) = (try RunFolder.open("\(parent)/whole"), try RunFolder.open("\(parent)/parts"))
        #expect(try SmallRun.bytes(whole.checkpointPath(step: 11)) == SmallRun.bytes(parts.checkpointPath(step: 11)))
        // Grids differ in their title, the run's name.
        #expect(
            try EventReader.readScalars(whole.path)["loss/generator"]?.map(\.step)
                == EventReader.readScalars(parts.path)["loss/generator"]?.map(\.step))
    }

    @Test func `a job can be paused, resumed and stopped with a checkpoint`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try SmallRun.start("\(parent)/run", steps: 1_000_000))
        try await SmallRun.wait(job) { $0.step >= 2 }
        job.send(.pause)
        let paused = try await SmallRun.wait(job) { $0.phase == .paused }.step
        try await Task.sleep(for: .milliseconds(100))
        #expect(job.status.step == paused)
        job.send(.resume)
        try await SmallRun.wait(job) { $0.step > paused }
        job.send(.stop)
        let ended = try await SmallRun.wait(job, until: SmallRun.over)
        #expect(ended.phase == .finished)
        #expect(try RunFolder.open("\(parent)/run").newestIntact().checkpoint?.step == ended.step)
    }

    @Test func `many requests never start a second chain of steps`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(
            try SmallRun.start("\(parent)/run", steps: 40, ["checkpoint.interval": 1000, "sample.interval": 1000]))
        for _ in 0..<300 { job.send(.pause); job.send(.resume) }
        let status = try await SmallRun.wait(job, until: SmallRun.over)
        #expect(status.step == 40)
        #expect(status.generatorLoss.buckets.map(\.firstStep) == Array(1...40))
    }

    @Test func `a changed setting is logged, written to the checkpoint, and holds after resuming`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try SmallRun.start("\(parent)/run", steps: 1_000_000))
        job.send(.set(name: "generator.learning_rate", value: 0.004))
        job.send(.set(name: "batch_size", value: 8))
        try await SmallRun.wait(job) { $0.settings["generator.learning_rate"] == 0.004 && $0.step > 3 }
        job.send(.stop)
        let status = try await SmallRun.wait(job, until: SmallRun.over)
        #expect(status.events.contains { $0.text == "generator.learning_rate is now 0.004, was 0.0002" })
        #expect(status.events.contains { $0.text.hasPrefix("batch_size: cannot change") })
        let again = TrainingJob(SmallRun.resume("\(parent)/run", steps: status.step + 1))
        #expect(try await SmallRun.wait(again, until: SmallRun.over).settings["generator.learning_rate"] == 0.004)
    }

    @Test func `a broken newest checkpoint is reported, and the one before it is used`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/run", steps: 8)), until: SmallRun.over)
        let folder = try RunFolder.open("\(parent)/run")
        try Data("short".utf8).write(to: URL(fileURLWithPath: folder.checkpointPath(step: 9)))
        let status = try await SmallRun.wait(
            TrainingJob(SmallRun.resume("\(parent)/run", steps: 10)), until: SmallRun.over)
        #expect(status.phase == .finished && status.step == 10)
        #expect(
            status.events.contains {
                $0.text.hasPrefix("left out a broken checkpoint") && $0.text.contains("step-00000009")
            })
    }

    @Test func `missing data is an error in one line and creates no folder`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try SmallRun.start("\(parent)/run", steps: 3, data: "\(parent)/nothing-here"))
        guard case .failed(let line) = try await SmallRun.wait(job, until: SmallRun.over).phase else {
            Issue.record("the run did not fail"); return
        }
        #expect(!line.description.contains("\n") && line.description.contains("nothing-here"))
        #expect(!FileManager.default.fileExists(atPath: "\(parent)/run"))
    }

    @Test func `a second job on the same run fails`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let first = TrainingJob(try SmallRun.start("\(parent)/run", steps: 1_000_000))
        try await SmallRun.wait(first) { $0.step >= 1 }
        let second = TrainingJob(SmallRun.resume("\(parent)/run"))
        guard case .failed(let line) = try await SmallRun.wait(second, until: SmallRun.over).phase else {
            Issue.record("both jobs train"); return
        }
        #expect(line.description.contains("another process is training this run"))
        first.send(.stop)
        try await SmallRun.wait(first, until: SmallRun.over)
    }

    @Test func `a training run handles requests of its control socket between steps`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try SmallRun.start("\(parent)/run", steps: 1_000_000))
        try await SmallRun.wait(job) { $0.step >= 1 }
        let folder = try RunFolder.open("\(parent)/run"), client = try RunClient(run: folder.path)

        let paused = try client.request(.training(.pause))
        #expect(paused.ok && job.status.phase == .paused && paused.step == job.status.step)
        #expect(try client.request(.training(.pause)).text == "paused already")
        let status = try #require(try client.request(.status).status)
        #expect(
            status.phase == "paused" && status.step == paused.step && status.settings["generator.learning_rate"] == 2e-4
        )

        #expect(try client.request(.training(.set(name: "generator.learning_rate", value: 0.003))).ok)
        #expect(job.status.settings["generator.learning_rate"] == 0.003)
        let refused = try client.request(.training(.set(name: "batch_size", value: 8)))
        #expect(!refused.ok && refused.usage == true && refused.error?.hasPrefix("batch_size: cannot change") == true)
        #expect(
            try client.request(.training(.set(name: "generator.learning_rate", value: 7))).error?.contains("0 to 1")
                == true)
        #expect(
            try client.request(.training(.set(name: "generator.rat", value: 7))).error?.contains(
                "generator.learning_rate") == true)

        #expect(try client.request(.training(.checkpoint)).ok && client.request(.training(.sample)).ok)
        #expect(try client.request(.training(.resume)).ok && job.status.phase == .running)
        let stopped = try client.request(.training(.stop))
        #expect(stopped.ok)
        #expect(folder.newestIntact().checkpoint?.step == stopped.step)
        try await SmallRun.wait(job, until: SmallRun.over)
        #expect(!FileManager.default.fileExists(atPath: folder.socketPath))
        #expect(throws: ControlError.notTraining(run: folder.path)) { try RunClient(run: folder.path) }
    }

    @Test func `a run can be resumed as soon as its status is finished`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/run", steps: 1)), until: SmallRun.over)
        for steps in 2...8 {
            let status = try await SmallRun.wait(
                TrainingJob(SmallRun.resume("\(parent)/run", steps: steps)), until: SmallRun.over)
            #expect(status.phase == .finished && status.step == steps)
        }
    }

    @Test func `replies are sent after the session is released`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try SmallRun.start("\(parent)/run", steps: 1_000_000))
        let replies = Mutex<[(answer: TrainingAnswer, wasFree: Bool)]>([])
        let requests: [TrainingRequest] = [.pause, .checkpoint, .set(name: "no.setting", value: 1), .stop]
        for request in requests {
            job.send(request) { answer in
                let isFree = Self.onOtherThread { job.isSessionFree }
                replies.withLock { $0.append((answer, isFree)) }
            }
        }
        try await SmallRun.wait(job, until: SmallRun.over)
        let received = replies.withLock { $0 }
        #expect(received.count == requests.count && received.allSatisfy(\.wasFree), "\(received)")
        guard case .refused(_, isUsage: true) = received[2].answer else { Issue.record("\(received[2])"); return }
    }

    /// The result of `body` on a new thread: a thread that holds a mutex must not try to lock it again.
    private static func onOtherThread(_ body: @escaping @Sendable () -> Bool) -> Bool {
        let result = Mutex(false), done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            let value = body()
            result.withLock { $0 = value }
            done.signal()
        }
        done.wait()
        return result.withLock { $0 }
    }

    @Test func `a request in a reply is handled`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let job = TrainingJob(try SmallRun.start("\(parent)/run", steps: 1_000_000))
        job.send(.pause) { _ in job.send(.stop) }
        #expect(try await SmallRun.wait(job, until: SmallRun.over).phase == .finished)
        let answers = Mutex<[TrainingAnswer]>([])
        job.send(.pause) { answer in answers.withLock { $0.append(answer) } }
        #expect(answers.withLock { $0 } == [.refused("training has ended", isUsage: false)])
    }

    @Test func `a run whose control socket cannot be created trains, and logs it`() async throws {
        let parent = try SmallRun.temporary()
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await SmallRun.wait(TrainingJob(try SmallRun.start("\(parent)/run", steps: 1)), until: SmallRun.over)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(parent)/run/control.sock"))
        let status = try await SmallRun.wait(
            TrainingJob(SmallRun.resume("\(parent)/run", steps: 3)), until: SmallRun.over)
        #expect(status.phase == .finished)
        #expect(status.events.contains { $0.text.contains("cannot be controlled from outside") })
    }

    @Test func `the first events name what was taken from the data before the run was started`() throws {
        let folder = NSTemporaryDirectory() + "tessera-taken-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var start = try SmallRun.start(folder, steps: 1)
        start.taken = ["image_size": 28, "channels": 1, "batch_size": 16]
        let notes = try RunOpening(start) { _ in }.notes
        #expect(notes.first == "taken from the data: image_size=28, channels=1, batch_size=16")
    }
}
