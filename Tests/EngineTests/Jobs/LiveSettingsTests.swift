import Foundation
import Jobs
import Raster
import Runs
import Testing

@Suite(.serialized) struct LiveSettingsTests {
    private let scratch = ScratchFolder()

    /// Trains a run with settings that are changed at arbitrary steps, and returns it with its last step.
    private func changed(_ name: String) async throws -> (folder: RunFolder, last: Int) {
        let job = TrainingJob(try SmallRun.start(scratch.path(name), steps: 1_000_000))
        for value in [0.004, 0.0001, 0.02] {
            let step = job.status.step
            try await SmallRun.wait(job) { $0.step >= step + 3 }
            job.send(.set(name: "generator.learning_rate", value: .real(value)))
            job.send(.set(name: "ema.decay", value: .real(1 - value)))
        }
        let step = job.status.step
        try await SmallRun.wait(job) { $0.step >= step + 3 }
        job.send(.stop)
        let end = try await SmallRun.wait(job, until: SmallRun.over)
        return (try RunFolder.open(scratch.path(name)), end.step)
    }

    /// A run with the run.toml of another one, and nothing else of it.
    private func copy(of run: RunFolder, as name: String) throws -> RunFolder {
        try scratch.write(try ScratchFolder.bytes(ofFile: run.runFilePath), "\(name)/run.toml")
        for part in ["checkpoints", "samples"] {
            try FileManager.default.createDirectory(
                atPath: scratch.path("\(name)/\(part)"), withIntermediateDirectories: true)
        }
        return try RunFolder.open(scratch.path(name))
    }

    @Test func `every change is recorded in run.toml with its step`() async throws {
        let (run, _) = try await changed("run")
        let changes = try RunFile.read(run.runFilePath).changes
        #expect(
            changes.map(\.name) == [
                "generator.learning_rate", "ema.decay", "generator.learning_rate", "ema.decay",
                "generator.learning_rate", "ema.decay",
            ])
        #expect(changes.map(\.value) == [0.004, 0.996, 0.0001, 0.9999, 0.02, 0.98])
        #expect(changes.allSatisfy { $0.author == .user })
        #expect(zip(changes, changes.dropFirst()).allSatisfy { $0.step <= $1.step })
        #expect(changes[0].step < changes[2].step && changes[2].step < changes[4].step)
    }

    @Test func `run.toml alone reproduces the run, byte for byte`() async throws {
        let (run, last) = try await changed("run")
        let copy = try copy(of: run, as: "copy")
        let end = try await SmallRun.wait(TrainingJob(SmallRun.resume(copy.path, steps: last)), until: SmallRun.over)
        #expect(end.phase == .finished && end.changes.count == 6)
        #expect(try SmallRun.bytes(run.checkpointPath(step: last)) == SmallRun.bytes(copy.checkpointPath(step: last)))
    }

    @Test func `a run resumed from any checkpoint applies the later changes again`() async throws {
        let (run, last) = try await changed("run")
        // As if the process had been killed before its newer checkpoints were written.
        let older = run.checkpoints().filter { $0.step < last }
        try #require(!older.isEmpty)
        let expected = try SmallRun.bytes(run.checkpointPath(step: last))
        for checkpoint in older {
            for newer in run.checkpoints() where newer.step > checkpoint.step {
                try FileManager.default.removeItem(atPath: newer.path)
            }
            let resumed = try await SmallRun.wait(
                TrainingJob(SmallRun.resume(run.path, steps: last)), until: SmallRun.over)
            #expect(resumed.phase == .finished && resumed.step == last)
            #expect(try SmallRun.bytes(run.checkpointPath(step: last)) == expected, "from step \(checkpoint.step)")
        }
        #expect(try RunFile.read(run.runFilePath).changes.count == 6)
    }

    @Test func `a change at resuming replaces later changes of the same setting`() async throws {
        let (run, _) = try await changed("run")
        let record = try RunFile.read(run.runFilePath).changes
        let copy = try copy(of: run, as: "copy")
        let start = SmallRun.resume(copy.path, steps: record[5].step + 4, ["generator.learning_rate": 0.0005])
        let end = try await SmallRun.wait(TrainingJob(start), until: SmallRun.over)
        #expect(end.settings["generator.learning_rate"] == 0.0005 && end.settings["ema.decay"] == 0.98)
        #expect(
            try RunFile.read(copy.runFilePath).changes
                == [SettingChange(step: 0, name: "generator.learning_rate", value: 0.0005)]
                + record.filter { $0.name == "ema.decay" })
    }

    @Test func `setting the current value is no change`() async throws {
        let job = TrainingJob(try SmallRun.start(scratch.path("run"), steps: 1_000_000))
        job.send(.set(name: "generator.learning_rate", value: 2e-4))
        job.send(.stop)
        let end = try await SmallRun.wait(job, until: SmallRun.over)
        #expect(end.changes.isEmpty)
        #expect(try RunFile.read(scratch.path("run/run.toml")).changes.isEmpty)
    }

    @Test func `changes are in the event log and in the PNG text of sample grids`() async throws {
        let (run, last) = try await changed("run")
        let curves = try EventReader.readScalars(run.path), changes = try RunFile.read(run.runFilePath).changes
        let rates = try #require(curves["setting/generator.learning_rate"])
        #expect(rates.map(\.step) == changes.filter { $0.name == "generator.learning_rate" }.map(\.step))
        #expect(rates.map(\.value) == [0.004, 0.0001, 0.02])
        #expect(curves["learning_rate/generator"]?.last?.value == 0.02)
        let png = try SmallRun.bytes(run.samplesPath(step: last))
        let words = "generator.learning_rate=0.02@\(changes[4].step) ema.decay=0.98@\(changes[5].step)"
        #expect(png.range(of: Data(words.utf8)) != nil)
    }

    @Test(arguments: [("batch", 8.0), ("generator.learning_rate", 9), ("nonsense", 1)])
    func `an invalid change in run.toml is an error with its step`(name: String, value: Double) async throws {
        try await SmallRun.wait(TrainingJob(try SmallRun.start(scratch.path("run"), steps: 2)), until: SmallRun.over)
        let run = try RunFolder.open(scratch.path("run"))
        var settings = try RunFile.read(run.runFilePath)
        settings.changes = [SettingChange(step: 1, name: name, value: .real(value))]
        try settings.write(to: run.runFilePath)
        let end = try await SmallRun.wait(TrainingJob(SmallRun.resume(run.path, steps: 4)), until: SmallRun.over)
        guard case .failed(let line) = end.phase else { Issue.record("the run did not fail"); return }
        #expect(line.description.contains("run.toml: the change after step 1") && line.description.contains(name))
    }

    @Test func `a change that cannot be recorded is not applied, and the run continues`() async throws {
        let job = TrainingJob(try SmallRun.start(scratch.path("run"), steps: 1_000_000))
        try await SmallRun.wait(job) { $0.step >= 1 }
        // A folder in place of the file cannot be replaced.
        let path = scratch.path("run/run.toml"), aside = scratch.path("run.toml")
        try FileManager.default.moveItem(atPath: path, toPath: aside)
        try scratch.write([], "run/run.toml/in-the-way")
        job.send(.set(name: "generator.learning_rate", value: 0.5))
        try await SmallRun.wait(job) { $0.events.contains { $0.text.contains("run.toml") } }
        #expect(job.status.settings["generator.learning_rate"] == 2e-4 && job.status.phase == .running)
        job.send(.stop)
        #expect(try await SmallRun.wait(job, until: SmallRun.over).phase == .finished)
    }
}
