import Datasets
import Foundation
import Models
import Raster
import Render
import Runs
import Studio
import Testing
import Training

/// What images and reports say of their making, and that their commands make them again.
@Suite(.serialized) struct ProvenanceTests {
    /// A folder of 24 captioned squares with sounds for four of them, and tiny checkpoints of presets.
    private final class Project {
        let root = NSTemporaryDirectory() + "tessera-provenance-\(UUID().uuidString)"

        init() throws {
            try FileManager.default.createDirectory(atPath: root + "/data", withIntermediateDirectories: true)
            for index in 0..<24 {
                let colour: [UInt8] = index % 2 == 0 ? [220, 30, 30] : [30, 30, 220]
                let ground: [UInt8] = [UInt8(index), 0, 0], high = 4 + index % 3
                let pixels = (0..<256).flatMap { (pixel: Int) -> [UInt8] in
                    let isInside = abs(pixel / 16 - 8) < high && abs(pixel % 16 - 8) < 5
                    return isInside ? colour : ground
                }
                let image = Bitmap(width: 16, height: 16, channels: 3, pixels: pixels)
                try PNG.write(image, text: [], to: "\(root)/data/\(index).png", isDurable: false)
                try Data("a \(["red", "blue"][index % 2]) square".utf8).write(
                    to: URL(fileURLWithPath: "\(root)/data/\(index).txt"))
            }
            let samples = (0..<4000).map { Float(sin(Double($0) * 0.2)) * 0.4 }
            try AudioFile.write(AudioClip(samples: samples), to: root + "/tone.wav")
            for index in 0..<4 { try AudioFile.write(AudioClip(samples: samples), to: "\(root)/data/\(index).wav") }
        }

        deinit { try? FileManager.default.removeItem(atPath: root) }

        /// Writes a checkpoint of `preset` after `steps` steps.
        func checkpoint(_ preset: Preset, steps: Int = 0, _ given: [String: SettingValue] = [:]) throws {
            let small: [String: SettingValue] = [
                "image_size": 16, "channels": 3, "base_channels": 4, "batch_size": 8, "sample.count": 8,
                "evaluation.interval": 0,
            ]
            let settings = try preset.settings(small.merging(given) { $1 }), data = root + "/data"
            let configuration = TrainingConfiguration(preset: preset, data: data, seed: 3, settings: settings)
            let pairs =
                preset.isMultimodal
                ? try MultimodalSource.open(data, size: ImageSizing(settings.imageSize), channels: 3, speech: nil)
                : MultimodalSet.noise(for: configuration)
            let trainer = try Trainer(configuration, pairs: pairs, threads: 1)
            for _ in 0..<steps { _ = trainer.advance() }
            let metadata = CheckpointMetadata(
                preset: preset.name, data: data, seed: 3, step: trainer.step, settings: trainer.settings.values,
                modalities: trainer.modalities.isEmpty ? nil : trainer.modalities)
            try Safetensors.write(
                trainer.state(), metadata: metadata.metadata, to: "\(root)/\(preset.name).safetensors")
        }

        func tessera(_ line: String) throws -> String {
            try Spawned.output([
                "bash", "-c",
                "cd '\(root)'; tessera() { '\(TestedProgram.path)' \"$@\" 2>&1 < /dev/null; }; export XDG_CACHE_HOME='\(root)/cache'; \(line)",
            ])
        }
    }

    @Test func `the recorded command of every kind of preset makes the same pixels, with and without a prompt`() throws
    {
        let project = try Project()
        try project.checkpoint(.dcgan)
        try project.checkpoint(.projection, ["num_classes": 2])
        try project.checkpoint(
            .multimodal, steps: 2,
            ["pretraining.steps": 1, "pretraining.batch_size": 8, "latent_dim": 6])
        for (index, arguments) in [
            "dcgan.safetensors --seed 4", "projection.safetensors --class 1 --samples 2,3",
            "multimodal.safetensors --seed 2", "multimodal.safetensors --text 'a \"red\" square'",
            "multimodal.safetensors --text blue --image data/3.png --weights text=2,image=0.5",
            "multimodal.safetensors --audio tone.wav --text red --weights text=1,audio=2",
            "multimodal.safetensors --text red --to-text blue --interpolate 1-2",
        ].enumerated() {
            let path = "\(project.root)/\(index).png"
            let count = arguments.contains("--samples") ? "" : " --count 3"
            let output = try project.tessera("tessera generate \(arguments)\(count) --out \(index).png")
            let contents = try #require(try? ImageFile.read(path), "\(output)")
            let info = ImageInfo(path, contents)
            let command = try #require(info.entries.first { $0.key == "tessera.command" }?.value)
            if arguments.contains("--image") {
                #expect(try project.tessera("tessera show --info \(index).png").contains(command))
                #expect(
                    info.entries.contains {
                        $0.key == "tessera.prompt.image" && $0.value.contains("data/3.png, fnv1a ")
                    })
                #expect(info.entries.contains { $0.key == "tessera.prompt.weights" && $0.value.contains("text=2") })
            }
            if arguments.contains("--audio") {
                let tone = try FileProvenance("\(project.root)/tone.wav")
                #expect(
                    info.entries.contains {
                        $0.key == "tessera.prompt.audio" && $0.value == "tone.wav, fnv1a \(tone.fnv1a)"
                    })
            }
            try FileManager.default.removeItem(atPath: path)
            let again = try project.tessera(command)
            #expect((try? ImageFile.read(path).bitmap) == contents.bitmap, "\(command): \(again)")
        }

        let json = try project.tessera(
            "tessera generate multimodal.safetensors --text 'red sunglasses' --count 2 --out u.png --json")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any], "\(json)")
        #expect(report["unknownWords"] as? [String] == ["sunglasses"] && report["kind"] as? String == "grid")
        let text = try project.tessera(
            "tessera generate multimodal.safetensors --text 'red sunglasses' --count 2 --out v.png")
        #expect(text.contains("note: unknown: sunglasses"), "\(text)")

        // Prompts are measured on 24 images, which are too few for a score.
        let evaluation = try project.tessera("tessera evaluate multimodal.safetensors")
        #expect(
            evaluation.contains(
                "prompts (higher is better), of the 24 images that the run was trained on, as there is no test split")
                && evaluation.contains("precision at 10, text") && evaluation.contains("are too few for a score")
                && evaluation.contains("command: tessera evaluate multimodal.safetensors"), "\(evaluation)")
        let measured = try project.tessera("tessera evaluate multimodal.safetensors --json")
        let found = try #require(
            try JSONSerialization.jsonObject(with: Data(measured.utf8)) as? [String: Any], "\(measured)")
        let retrieval = ((found["prompts"] as? [String: Any])?["retrieval"] as? [[String: Any]])?.first
        #expect((retrieval?["precision"] as? [String: Any])?["samples"] as? Int == 24)
        #expect(found["command"] as? String == "tessera evaluate multimodal.safetensors --json")
    }

    @Test func `info names every key with its value, and no value can look like a key`() throws {
        let folder = NSTemporaryDirectory() + "tessera-info-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/a.png"
        let text = [
            PNG.Text(key: "Software", value: "Tessera"), PNG.Text(key: "tessera.command", value: "tessera show x"),
            PNG.Text(key: "tessera.prompt.text", value: "one\nseed  9"),
        ]
        try PNG.write(Bitmap(width: 8, height: 4, channels: 3, filledWith: 9), text: text, to: path)
        let info = try ImageInfo(path)
        #expect(
            info.lines.dropFirst() == [
                "command      tessera show x", "prompt.text  one", "             seed  9", "Software     Tessera",
            ])
        #expect(info.lines[0] == "\(path): PNG, 8x4, colour")
        try PNG.write(Bitmap(width: 8, height: 4, channels: 3, filledWith: 9), to: path)
        #expect(try ImageInfo(path).lines[1] == "no provenance: the file has no text")
    }

    @Test func `the studio shows the info of the image in front, or of a named one, in a box that scrolls`() throws {
        var model = AppModel(size: Size(width: 90, height: 18))
        model.tabIndex = try #require(model.tabs.firstIndex { $0.contexts[0] == .samples })
        _ = update(&model, .input(.key(.character("I"))))
        #expect(model.shared.notice?.text == "these samples are not saved; save them first, or name a file: info PATH")
        for key in ":info a.png" { _ = update(&model, .input(.key(.character(key)))) }
        #expect(update(&model, .input(.key(.enter))) == [.backgroundTask(.readInfo("a.png"))])
        var contents = ImageFile.Contents(bitmap: Bitmap(width: 8, height: 4, channels: 3, filledWith: 9))
        contents.text = (0..<30).map { PNG.Text(key: "tessera.key\($0)", value: "value \($0)") }
        _ = update(&model, .taskResult(.info(ImageInfo("a.png", contents))))
        var images = ImageCache()
        #expect(AppView.draw(model, &images).text.contains("key0"))
        #expect(!AppView.draw(model, &images).text.contains("value 29"))
        _ = update(&model, .input(.key(.character("G"))))
        #expect(AppView.draw(model, &images).text.contains("value 29"))
        _ = update(&model, .input(.key(.escape)))
        #expect(model.overlay == .none)
    }
}
