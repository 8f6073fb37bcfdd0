import Datasets
import Foundation
import Models
import Raster
import Runs
import Testing
import Training

/// Commands that read the data of a run, after the project with the run and its data has moved.
@Suite struct MovedDataTests {
    /// A project whose checkpoint names data at a path that no longer exists.
    private final class Project {
        let root = NSTemporaryDirectory() + "tessera-moved-\(UUID().uuidString)"
        var checkpoint: String { root + "/new/runs/a/checkpoints/step-00000001.safetensors" }
        var data: String { root + "/new/images" }
        private var before: String { root + "/old/images" }

        /// Eight captioned images of one size, and a checkpoint of `preset` after `steps` steps on them.
        init(_ preset: Preset, _ given: [String: SettingValue], steps: Int = 0) throws {
            let settings = try preset.settings(given)
            let side = settings.imageSize.height, channels = settings.channels
            for folder in ["/old/images", "/old/runs/a/checkpoints"] {
                try FileManager.default.createDirectory(atPath: root + folder, withIntermediateDirectories: true)
            }
            for index in 0..<8 {
                let pixels = (0..<side * side * channels).map { UInt8(truncatingIfNeeded: $0 * 7 + index * 31) }
                let image = Bitmap(width: side, height: side, channels: channels, pixels: pixels)
                try PNG.write(image, text: [], to: "\(before)/\(index).png", isDurable: false)
                try Data("a \(["red", "blue"][index % 2]) square".utf8).write(
                    to: URL(fileURLWithPath: "\(before)/\(index).txt"))
            }
            let configuration = TrainingConfiguration(preset: preset, data: before, seed: 1, settings: settings)
            let pairs = try MultimodalSource.open(before, size: ImageSizing(settings.imageSize), channels: channels)
            let trainer = try Trainer(configuration, pairs: pairs, threads: 1)
            for _ in 0..<steps { _ = trainer.advance() }
            let metadata = CheckpointMetadata(
                preset: preset.name, data: before, seed: 1, step: steps, settings: trainer.settings.values,
                modalities: trainer.modalities.isEmpty ? nil : trainer.modalities)
            try Safetensors.write(
                trainer.state(), metadata: metadata.metadata,
                to: root + "/old/runs/a/checkpoints/step-00000001.safetensors")
            try FileManager.default.moveItem(atPath: root + "/old", toPath: root + "/new")
        }

        deinit { try? FileManager.default.removeItem(atPath: root) }

        /// What `tessera` prints, with its errors.
        func tessera(_ arguments: String) throws -> String {
            try Spawned.output([
                "sh", "-c",
                "cd '\(root)'; XDG_CACHE_HOME='\(root)/cache' '\(TestedProgram.path)' \(arguments) 2>&1 < /dev/null",
            ])
        }
    }

    @Test func `evaluate finds the data near the run, and names the option for a new path where it is gone`() throws {
        let project = try Project(.article, ["image_size": 8, "batch_size": 4, "sample.count": 4])
        let line = "\(project.root)/old/images: the data of \(project.checkpoint) are not here, nor near the run"
        let found = try project.tessera("evaluate '\(project.checkpoint)'")
        #expect(!found.contains(line) && found.contains(project.data), "\(found)")
        try FileManager.default.removeItem(atPath: project.data)
        let gone = try project.tessera("evaluate '\(project.checkpoint)'")
        #expect(gone == "tessera: \(line); give the new path with --data\n")
    }

    @Test func `repair compares with the linear baseline of the data near the run`() throws {
        let project = try Project(.articleRepair, ["image_size": 8, "batch_size": 4, "sample.count": 4])
        let mask = Bitmap(width: 8, height: 8, channels: 1, pixels: (0..<64).map { $0 / 8 == 3 ? 255 : 0 })
        try PNG.write(mask, text: [], to: project.root + "/mask.png", isDurable: false)
        let command = "repair --compare new/images/1.png --mask mask.png --method '\(project.checkpoint)' --out "
        let found = try project.tessera(command + "a.png")
        #expect(found.contains("linear baseline, fitted to 8 images of \(project.data)"), "\(found)")
        try FileManager.default.moveItem(atPath: project.data + "/1.png", toPath: project.root + "/1.png")
        try FileManager.default.removeItem(atPath: project.data)
        let gone = try project.tessera(command.replacing("new/images/", with: "") + "b.png")
        #expect(gone.contains("no linear baseline") && gone.contains("-> b.png"), "\(gone)")
    }

    @Test func `search looks in the data near the run`() throws {
        let given: [String: SettingValue] = [
            "image_size": 16, "channels": 3, "base_channels": 4, "latent_dim": 6, "batch_size": 4, "sample.count": 4,
            "pretraining.steps": 1, "pretraining.batch_size": 4, "use_audio": false,
        ]
        let project = try Project(.multimodal, given, steps: 1)
        let found = try project.tessera("search '\(project.checkpoint)' --text 'a red square' --json")
        #expect(found.contains(project.data), "\(found)")
        try FileManager.default.removeItem(atPath: project.data)
        let gone = try project.tessera("search '\(project.checkpoint)' --text 'a red square'")
        #expect(gone.contains("nor near the run; give the new path with --data"), "\(gone)")
    }
}
