import Datasets
import Foundation
import Jobs
import Models
import Raster
import Runs
import Testing
import Training

/// Data is known by its fingerprint, not its path; runs are found again where they are moved.
@Suite struct MovedRunTests {
    let scratch = ScratchFolder()

    /// 20 images of 8 by 8 pixels in the folder `name`.
    private func write(_ name: String, seed: Int = 1) throws {
        for index in 0..<20 {
            let pixels = (0..<64).map { UInt8(truncatingIfNeeded: ($0 * 7 + index * 31) * seed) }
            try scratch.write(
                PNG.encode(Bitmap(width: 8, height: 8, channels: 1, pixels: pixels)), "\(name)/\(index).png")
        }
    }

    private func start(_ run: String, data: String, masks: String? = nil) async throws {
        let preset = masks == nil ? Preset.article : .articleRepair
        var given: [String: SettingValue] = [
            "image_size": 8, "batch_size": 4, "sample.count": 4, "checkpoint.interval": 2,
        ]
        if masks == nil { given["evaluation.interval"] = 0 }
        var configuration = TrainingConfiguration(
            preset: preset, data: data, seed: 1, settings: try preset.settings(given))
        if masks != nil { configuration = try configuration.training(onMasks: masks, given: given) }
        let job = TrainingJob(TrainingStart(.new(configuration, folder: run), steps: 2, threads: 1, featureCache: nil))
        #expect(try await SmallRun.wait(job, until: SmallRun.over).phase == .finished)
    }

    private func resume(_ run: String, data: String? = nil, masks: String? = nil) async throws -> TrainingStatus {
        let start = TrainingStart(
            .resume(folder: run, changes: [:], data: data, masks: masks), steps: 4, threads: 1, featureCache: nil)
        return try await SmallRun.wait(TrainingJob(start), until: SmallRun.over)
    }

    private func line(_ status: TrainingStatus) -> String {
        if case .failed(let line) = status.phase { line.description } else { "" }
    }

    @Test func `the same data at another path goes on, and the run remembers it`() async throws {
        try write("first/images")
        let run = scratch.path("runs/a"), copy = scratch.path("runs/b"), old = scratch.path("first/images")
        try await start(run, data: old)
        try FileManager.default.copyItem(atPath: run, toPath: copy)
        #expect(try await resume(copy).phase == .finished)
        // Another name, so that it is not found by itself.
        try FileManager.default.moveItem(atPath: old, toPath: scratch.path("pictures"))
        let lost = line(try await resume(run))
        #expect(lost.contains(old) && lost.hasSuffix("name their new path") && !lost.contains("\n"), "\(lost)")
        #expect(try await resume(run, data: scratch.path("pictures")).phase == .finished)
        #expect(try RunFile.read(run + "/run.toml").data == scratch.path("pictures"))
        let ends = try [run, copy].map { try Safetensors.read(RunFolder.open($0).checkpoint(named: "4").path).tensors }
        #expect(ends[0] == ends[1])
        #expect(try await resume(run).phase == .finished)
    }

    @Test func `other data is refused with both fingerprints, and run.toml stays`() async throws {
        try write("images")
        try write("others", seed: 3)
        let run = scratch.path("run")
        try await start(run, data: scratch.path("images"))
        let before = try SmallRun.bytes(run + "/run.toml")
        let refused = line(try await resume(run, data: scratch.path("others")))
        let prints = try ["images", "others"].map { try DataSource.open(scratch.path($0), size: 8).fingerprint }
        #expect(prints.allSatisfy(refused.contains) && refused.contains(scratch.path("others")), "\(refused)")
        #expect(!refused.contains("\n"))
        #expect(try SmallRun.bytes(run + "/run.toml") == before)
    }

    @Test func `a project that moved as a whole is found from the run`() async throws {
        try write("old/project/data/images")
        try await start(scratch.path("old/project/runs/a"), data: scratch.path("old/project/data/images"))
        try FileManager.default.moveItem(atPath: scratch.path("old"), toPath: scratch.path("new"))
        let status = try await resume(scratch.path("new/project/runs/a"))
        #expect(status.phase == .finished, "\(status.phase)")
        let found = scratch.path("new/project/data/images")
        #expect(status.events.contains { $0.text.contains(found) })
        let checkpoint = try RunFolder.open(scratch.path("new/project/runs/a")).checkpoint(named: "2").path
        let note = try OpenedCheckpoint.header(checkpoint).note
        #expect(DataLocation.find(note.data, near: checkpoint) == found)
        #expect(DataLocation.find(note.data + ":test", near: checkpoint) == found + ":test")
    }

    @Test func `masks are found and checked like data`() async throws {
        try write("images")
        let half = Bitmap(width: 8, height: 8, channels: 1, pixels: (0..<64).map { $0 % 8 < 4 ? 255 : 0 })
        try scratch.write(PNG.encode(half), "masks/a.png")
        let run = scratch.path("run")
        try await start(run, data: scratch.path("images"), masks: scratch.path("masks"))
        try FileManager.default.moveItem(atPath: scratch.path("masks"), toPath: scratch.path("shapes-of-damage"))
        let lost = line(try await resume(run))
        #expect(lost.contains(scratch.path("masks")) && lost.contains("new path"), "\(lost)")
        try scratch.write(PNG.encode(half.resampled(width: 4, height: 4)), "wrong/a.png")
        #expect(line(try await resume(run, masks: scratch.path("wrong"))).contains("fingerprint"))
        #expect(try await resume(run, masks: scratch.path("shapes-of-damage")).phase == .finished)
        #expect(try RunFile.read(run + "/run.toml").masks == scratch.path("shapes-of-damage"))
    }

    @Test func `names and paths that exist stay as they are`() throws {
        try write("runs/a/images")
        #expect(DataLocation.find("shapes:test", near: scratch.path) == "shapes:test")
        #expect(DataLocation.find("images", near: scratch.path("runs/a")) == scratch.path("runs/a/images"))
        #expect(
            DataLocation.find("runs/a/images:test", near: scratch.path("runs/a")) == scratch.path("runs/a/images:test"))
        #expect(DataLocation.find(scratch.path("runs/a/images"), near: "elsewhere") == scratch.path("runs/a/images"))
        #expect(throws: DataError.moved("/not/anywhere", run: scratch.path, .data)) {
            try DataLocation.existing("/not/anywhere", near: scratch.path)
        }
    }

    @Test func `a run remembers how its work was cut, and resumes with it on any number of threads`() async throws {
        try write("images")
        let (whole, parts) = (scratch.path("whole"), scratch.path("parts"))
        let settings = try Preset.article.settings([
            "image_size": 8, "batch_size": 16, "sample.count": 4, "evaluation.interval": 0, "checkpoint.interval": 2,
        ])
        let configuration = TrainingConfiguration(
            preset: .article, data: scratch.path("images"), seed: 1, settings: settings)
        for (run, steps) in [(whole, 4), (parts, 2)] {
            let start = TrainingStart(.new(configuration, folder: run), steps: steps, threads: 4, featureCache: nil)
            #expect(try await SmallRun.wait(TrainingJob(start), until: SmallRun.over).phase == .finished)
        }
        #expect(try RunFile.read(parts + "/run.toml").partition == 4)
        #expect(try await resume(parts).phase == .finished)
        let ends = try [whole, parts].map { try SmallRun.bytes(RunFolder.open($0).checkpoint(named: "4").path) }
        #expect(ends[0] == ends[1])
    }
}
