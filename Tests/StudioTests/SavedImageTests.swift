import Foundation
import Models
import Raster
import Runs
import Studio
import Testing
import Training

/// What a saved image says about itself, and that its command makes it again.
@Suite struct SavedImageTests {
    @Test(arguments: [
        (["generate", "runs/a"], "tessera generate runs/a"),
        (["--text", "a 'red' boot", ""], "tessera --text 'a '\\''red'\\'' boot' ''"),
    ])
    func `a command line is quoted so that it can be pasted`(_ words: [String], _ text: String) {
        #expect(CommandText.of(words) == text)
    }

    @Test(arguments: [
        ["a\nb", "it's"], ["\u{1b}[2J\\'1", "tab\t9"], [PathText.text([0x61, 0xE9, 0x2E]), "\u{202E}x"],
    ])
    func `a word with control characters is quoted so that what is printed can be pasted`(_ words: [String]) throws {
        let line = CommandText.of(words)
        #expect(line.escaped() == line)
        let output = try Spawned.output([
            "bash", "-c", "tessera() { printf '%s\\n' \"$@\" | od -An -tx1 -v | tr -d ' \\n'; }; " + line,
        ])
        let bytes: [UInt8] = words.flatMap { word -> [UInt8] in PathText.bytes(of: word) + [0x0A] }
        let digits = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
        #expect(output == digits.joined(), "\(line)")
    }

    @Test func `the ends of an interpolation are two samples, each with its seed`() {
        #expect(SampleEnds("3-8", seed: 7)?.text == "7:3-7:8")
        #expect(SampleEnds("1:3-2:8", seed: 7)?.name("-") == "1.3-2.8")
        for text in ["3", "0-2", "a-b", "1-2-3", "1:2:3-4"] { #expect(SampleEnds(text, seed: 1) == nil, "\(text)") }
    }

    @Test func `the recorded command makes the same pixels`() throws {
        let folder = NSTemporaryDirectory() + "tessera-saved-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let settings = try Preset.modern.settings([
            "image_size": 16, "channels": 1, "base_channels": 4, "latent_dim": 6, "batch_size": 8, "sample.count": 8,
            "evaluation.interval": 0,
        ])
        let configuration = TrainingConfiguration(preset: .modern, data: "noise", seed: 3, settings: settings)
        let trainer = try Trainer(configuration, pairs: .noise(for: configuration), threads: 1)
        let metadata = CheckpointMetadata(
            preset: configuration.preset.name, data: "noise", seed: 3, step: 0, settings: trainer.settings.values)
        // A name that a shell would split.
        let checkpoint = folder + "/it's a run.safetensors", path = folder + "/saved.png"
        try Safetensors.write(trainer.state(), metadata: metadata.metadata, to: checkpoint)
        let model = try GeneratorModel(checkpoint: checkpoint, threads: 1)
        let images = model.images(for: model.latents(seed: 2, 0..<4))
        let shown = SampleRequest(sources: [checkpoint], noise: .seed(2, count: 4))
        for (image, only) in [(Bitmap.grid(images, columns: 2, gap: ImageGrid.fileGap), nil), (images[2], 2)]
            as [(Bitmap, Int?)]
        {
            try SavedImage(image, name: "saved", .samples(shown, only: only, columns: 2)).write(to: path)
            let contents = try ImageFile.read(path)
            let command = try #require(contents.text.first { $0.key == "tessera.command" }?.value)
            #expect(contents.text.contains { $0.key == "tessera.checkpoint" && $0.value.contains("fnv1a") })
            try FileManager.default.removeItem(atPath: path)
            let output = try Spawned.output(["sh", "-c", "'\(TestedProgram.path)'\(command.dropFirst(7)) 2>&1"])
            #expect(try ImageFile.read(path).bitmap == contents.bitmap, "\(command): \(output)")
        }
        // Favorites, and interpolations between samples of seeds and between others, whole and alone.
        var service = SampleService(), random = SplitMix(seed: 4)
        let latents = (0..<18).map { _ in Float(random.below(2_000)) / 700 - 1.4 }
        let start = Array(latents[..<6]), end = Array(latents[6..<12])
        let seeds = SampleEnds(from: SampleNumber(seed: 2, number: 1), to: SampleNumber(seed: 5, number: 3))
        let requests = [
            SampleRequest(sources: [checkpoint], noise: .latents(latents)),
            SampleRequest(sources: [checkpoint], noise: .interpolation(from: start, to: end, count: 5)),
            SampleRequest(
                sources: [checkpoint],
                noise: .interpolation(
                    from: model.latents(seed: 2, 0..<1), to: model.latents(seed: 5, 2..<3), count: 5), ends: seeds),
        ]
        for request in requests {
            for only in [nil, 2] as [Int?] {
                let sheet = try service.generate(request, threads: 1)[0]
                let image =
                    only.map { sheet.images[$0] } ?? Bitmap.grid(sheet.images, columns: 2, gap: ImageGrid.fileGap)
                try SavedImage(image, name: "saved", .samples(request, only: only, columns: 2)).write(to: path)
                let contents = try ImageFile.read(path)
                let command = try #require(contents.text.first { $0.key == "tessera.command" }?.value)
                try FileManager.default.removeItem(atPath: path)
                let output = try Spawned.output(["sh", "-c", "'\(TestedProgram.path)'\(command.dropFirst(7)) 2>&1"])
                #expect(try ImageFile.read(path).bitmap == contents.bitmap, "\(command): \(output)")
            }
        }
        // The one command line of a comparison makes all its panels.
        let other = folder + "/other.safetensors"
        try FileManager.default.copyItem(atPath: checkpoint, toPath: other)
        let compared = SampleRequest(sources: [checkpoint, other], noise: .seed(2, count: 4))
        let panels = try service.generate(compared, threads: 1).map {
            Bitmap.grid($0.images, columns: 2, gap: ImageGrid.fileGap)
        }
        try SavedImage(Bitmap.panels(panels), name: "saved", .samples(compared, only: nil, columns: 2)).write(to: path)
        let contents = try ImageFile.read(path)
        let command = try #require(contents.text.first { $0.key == "tessera.command" }?.value)
        #expect(contents.text.count { $0.key.hasPrefix("tessera.command") } == 1)
        let output = try Spawned.output([
            "bash", "-c", "tessera() { '\(TestedProgram.path)' \"$@\"; }; \(command) 2>&1",
        ])
        let made = try (1...2).map { try ImageFile.read(folder + "/saved.panel-\($0).png").bitmap }
        #expect(made == panels, "\(command): \(output)")
    }
}
