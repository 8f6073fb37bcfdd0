import Engine
import Foundation
import Testing

@Suite(.serialized) struct SteeringTests {
    private let scratch = ScratchFolder()

    /// Trains a run in which settings are changed at whatever steps they are, and returns it with its last step.
    private func steered(_ name: String) async throws -> (folder: RunFolder, last: Int) {
        let job = TrainingJob(try SmallRun.start(scratch.path(name), steps: 1_000_000))
        for value in [0.004, 0.0001, 0.02] {
            let step = job.status.step
            try await SmallRun.wait(job) { $0.step >= step + 3 }
            job.ask(.set(name: "generator.rate", value: value))
            job.ask(.set(name: "average", value: 1 - value))
        }
        let step = job.status.step
        try await SmallRun.wait(job) { $0.step >= step + 3 }
        job.ask(.stop)
        let end = try await SmallRun.wait(job, until: SmallRun.over)
        return (try RunFolder.open(scratch.path(name)), end.step)
    }

    /// A run with the settings and the record of another, and nothing else of it.
    private func again(_ run: RunFolder, as name: String) throws -> RunFolder {
        try scratch.write(try ScratchFolder.bytes(ofFile: run.settingsPath), "\(name)/run.toml")
        for part in ["checkpoints", "samples"] {
            try FileManager.default.createDirectory(atPath: scratch.path("\(name)/\(part)"), withIntermediateDirectories: true)
        }
        return try RunFolder.open(scratch.path(name))
    }

    @Test func `every change is in run.toml, with its step`() async throws {
        let (run, _) = try await steered("run")
        let changes = try RunSettings.read(run.settingsPath).changes
        #expect(changes.map(\.name) == ["generator.rate", "average", "generator.rate", "average", "generator.rate", "average"])
        #expect(changes.map(\.value) == [0.004, 0.996, 0.0001, 0.9999, 0.02, 0.98])
        #expect(changes.allSatisfy { $0.author == .user })
        #expect(zip(changes, changes.dropFirst()).allSatisfy { $0.step <= $1.step })
        #expect(changes[0].step < changes[2].step && changes[2].step < changes[4].step)
    }

    @Test func `run.toml alone makes the same run again, byte for byte`() async throws {
        let (run, last) = try await steered("run")
        let copy = try again(run, as: "copy")
        let end = try await SmallRun.wait(TrainingJob(SmallRun.resume(copy.path, steps: last)), until: SmallRun.over)
        #expect(end.phase == .finished && end.changes.count == 6)
        #expect(try SmallRun.bytes(run.checkpointPath(step: last)) == SmallRun.bytes(copy.checkpointPath(step: last)))
    }

    @Test func `resumed from any checkpoint, a run repeats the changes that came after it`() async throws {
        let (run, last) = try await steered("run")
        // As if the process had died before its newer checkpoints were whole.
        let older = run.checkpoints().filter { $0.step < last }
        try #require(!older.isEmpty)
        let expected = try SmallRun.bytes(run.checkpointPath(step: last))
        for checkpoint in older {
            for newer in run.checkpoints() where newer.step > checkpoint.step {
                try FileManager.default.removeItem(atPath: newer.path)
            }
            let resumed = try await SmallRun.wait(TrainingJob(SmallRun.resume(run.path, steps: last)), until: SmallRun.over)
            #expect(resumed.phase == .finished && resumed.step == last)
            #expect(try SmallRun.bytes(run.checkpointPath(step: last)) == expected, "from step \(checkpoint.step)")
        }
        #expect(try RunSettings.read(run.settingsPath).changes.count == 6)
    }

    @Test func `a change on the way in takes the place of later ones to the same setting`() async throws {
        let (run, _) = try await steered("run")
        let record = try RunSettings.read(run.settingsPath).changes
        let copy = try again(run, as: "copy")
        let start = SmallRun.resume(copy.path, steps: record[5].step + 4, ["generator.rate": 0.0005])
        let end = try await SmallRun.wait(TrainingJob(start), until: SmallRun.over)
        #expect(end.settings["generator.rate"] == 0.0005 && end.settings["average"] == 0.98)
        #expect(try RunSettings.read(copy.settingsPath).changes
            == [SettingChange(step: 0, name: "generator.rate", value: 0.0005)] + record.filter { $0.name == "average" })
    }

    @Test func `a value that holds already is no change`() async throws {
        let job = TrainingJob(try SmallRun.start(scratch.path("run"), steps: 1_000_000))
        job.ask(.set(name: "generator.rate", value: 2e-4))
        job.ask(.stop)
        let end = try await SmallRun.wait(job, until: SmallRun.over)
        #expect(end.changes.isEmpty)
        #expect(try RunSettings.read(scratch.path("run/run.toml")).changes.isEmpty)
    }

    @Test func `changes are in the event log and in the grid's provenance`() async throws {
        let (run, last) = try await steered("run")
        let curves = try EventReader.readScalars(run.path), changes = try RunSettings.read(run.settingsPath).changes
        let rates = try #require(curves["setting/generator.rate"])
        #expect(rates.map(\.step) == changes.filter { $0.name == "generator.rate" }.map(\.step))
        #expect(rates.map(\.value) == [0.004, 0.0001, 0.02])
        #expect(curves["rate/generator"]?.last?.value == 0.02)
        let png = try SmallRun.bytes(run.samplesPath(step: last))
        let words = "generator.rate=0.02@\(changes[4].step) average=0.98@\(changes[5].step)"
        #expect(png.range(of: Data(words.utf8)) != nil)
    }

    @Test(arguments: [("batch", 8.0), ("generator.rate", 9), ("nonsense", 1)])
    func `a recorded change that cannot be repeated is refused with its place`(name: String, value: Double) async throws {
        try await SmallRun.wait(TrainingJob(try SmallRun.start(scratch.path("run"), steps: 2)), until: SmallRun.over)
        let run = try RunFolder.open(scratch.path("run"))
        var settings = try RunSettings.read(run.settingsPath)
        settings.changes = [SettingChange(step: 1, name: name, value: value)]
        try settings.write(to: run.settingsPath)
        let end = try await SmallRun.wait(TrainingJob(SmallRun.resume(run.path, steps: 4)), until: SmallRun.over)
        guard case .failed(let line) = end.phase else { Issue.record("it went on"); return }
        #expect(line.contains("run.toml: the change after step 1") && line.contains(name))
    }

    @Test func `what cannot be recorded is not done, and the run goes on`() async throws {
        let job = TrainingJob(try SmallRun.start(scratch.path("run"), steps: 1_000_000))
        try await SmallRun.wait(job) { $0.step >= 1 }
        // A folder where the file should be: it cannot be replaced.
        let path = scratch.path("run/run.toml"), aside = scratch.path("run.toml")
        try FileManager.default.moveItem(atPath: path, toPath: aside)
        try scratch.write([], "run/run.toml/in-the-way")
        job.ask(.set(name: "generator.rate", value: 0.5))
        try await SmallRun.wait(job) { $0.events.contains { $0.text.contains("run.toml") } }
        #expect(job.status.settings["generator.rate"] == 2e-4 && job.status.phase == .running)
        job.ask(.stop)
        #expect(try await SmallRun.wait(job, until: SmallRun.over).phase == .finished)
    }
}
