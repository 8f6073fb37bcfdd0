import Foundation
import Jobs
import Models
import Raster
import Runs
import Studio
import Testing
import Training

/// A truncated newest checkpoint is named before an older one is used.
@Suite(.serialized) struct BrokenCheckpointTests {
    /// A run of `preset` with an intact checkpoint at step 1 and a truncated one at step 2.
    private func run(_ preset: Preset, in root: String) throws {
        let settings = try preset.settings([
            "image_size": 8, "batch_size": 2, "sample.count": 2, "evaluation.interval": 0,
        ])
        let configuration = TrainingConfiguration(preset: preset, data: "shapes", seed: 1, settings: settings)
        let folder = try RunFolder.create(at: root + "/r", preset: preset.name, data: "shapes")
        try RunFile(
            version: "1", preset: preset.name, data: "shapes", seed: 1, steps: 1, minutes: nil, created: Date(),
            dataFingerprint: nil, fit: .crop, partition: 1, settings: settings.values.mapValues(RunFile.Value.init)
        ).write(to: folder.runFilePath)
        let trainer = try Trainer(configuration, pairs: .noise(for: configuration), threads: 1)
        let metadata = CheckpointMetadata(
            preset: preset.name, data: "shapes", seed: 1, step: 1, settings: trainer.settings.values)
        try Safetensors.write(trainer.state(), metadata: metadata.metadata, to: folder.checkpointPath(step: 1))
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.checkpointPath(step: 1)))
        try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: folder.checkpointPath(step: 2)))
    }

    @Test func `a run whose checkpoints are all broken is neither started again nor called untrained`() throws {
        let root = NSTemporaryDirectory() + "tessera-broken-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        try run(.article, in: root)
        let folder = try RunFolder.open(root + "/r")
        try FileManager.default.removeItem(atPath: folder.checkpointPath(step: 1))
        guard case .allBroken(_, let newest, 1) = folder.noCheckpoint else {
            Issue.record("\(folder.noCheckpoint)")
            return
        }
        #expect(newest.contains("step-00000002"))
        let start = TrainingStart(
            .resume(folder: root + "/r", changes: [:], data: nil, masks: nil), steps: 9, threads: 1)
        #expect(throws: folder.noCheckpoint) { _ = try RunOpening(start) { _ in } }
        #expect(throws: folder.noCheckpoint) { _ = try folder.checkpoint(named: RunFolder.newestName) }
        #expect(FileManager.default.fileExists(atPath: folder.checkpointPath(step: 2)))
    }

    @Test func `a run is not resumed until a step that it has passed`() throws {
        let root = NSTemporaryDirectory() + "tessera-broken-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        try run(.article, in: root)
        let folder = try RunFolder.open(root + "/r")
        try FileManager.default.moveItem(
            atPath: folder.checkpointPath(step: 1), toPath: folder.checkpointPath(step: 5))
        let start = TrainingStart(
            .resume(folder: root + "/r", changes: [:], data: nil, masks: nil), steps: 3, threads: 1)
        #expect(throws: TrainingError.stepsDone(run: root + "/r", step: 5, asked: 3)) {
            _ = try RunOpening(start) { _ in }
        }
    }

    private static let warning = "left out a broken checkpoint: "

    @Test func `every command that opens a run names it, on standard error or in its log, and so does the studio`()
        throws
    {
        let root = NSTemporaryDirectory() + "tessera-broken-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        try run(.articleRepair, in: root)
        try PNG.write(Bitmap(width: 8, height: 8, channels: 1, filledWith: 60), to: root + "/p.png")
        try PNG.write(Bitmap(width: 8, height: 8, channels: 1, filledWith: 255), to: root + "/m.png")
        for arguments in [
            "generate r --count 1", "evaluate r --count 1", "search r --text a", "repair p.png --mask m.png --method r",
            "control r status", "train --from r --run new --data nowhere/at/all", "train --resume --run r --steps 1",
        ] {
            let output = try Spawned.output([
                "sh", "-c",
                "cd '\(root)'; XDG_CACHE_HOME='\(root)/cache' timeout 60 '\(TestedProgram.path)' \(arguments) 2>&1 < /dev/null",
            ])
            let line = output.split(separator: "\n").first { $0.contains(Self.warning) }
            #expect(line?.contains("step-00000002") == true, "\(arguments): \(output)")
            #expect(line?.contains("the checkpoint of step 1 is used") == true, "\(arguments): \(output)")
        }
        let followed = try FollowedRun(run: root + "/r")
        #expect(followed.status.events.contains { $0.isWarning && $0.text.hasPrefix(Self.warning) })
    }
}
