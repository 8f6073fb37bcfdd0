import Models
import Runs
import Testing

@Suite struct `Image sizes` {
    @Test(arguments: [("32", 32, 32), ("32x48", 32, 48), ("48X32", 48, 32), ("16×64", 16, 64)])
    func `a size is one number, or height x width`(text: String, height: Int, width: Int) throws {
        let value = try Setting.named("image_size").parsed(text)
        #expect(ImageSize(value) == ImageSize(height: height, width: width))
        // A square stays the whole number that runs have always recorded.
        #expect((value == .integer(height)) == (height == width))
        #expect(value.text == (height == width ? String(height) : "\(height)x\(width)"))
    }

    @Test(arguments: ["32x", "x48", "32x48x3", "wide", "32 x 48", "3.5x4", "2x48", "32x257", "0", "-4x8"])
    func `what is no size, or too small or large, is refused with how to write it`(text: String) throws {
        let error = #expect(throws: SettingError.self) { try Setting.named("image_size").parsed(text) }
        #expect(error?.description.contains("4 to 256 pixels, or height x width such as 32x48") == true)
    }

    @Test func `no other setting takes a size`() throws {
        #expect(throws: SettingError.self) { try Setting.named("batch_size").parsed("32x48") }
        #expect(throws: SettingError.self) {
            try Setting.named("latent_dim").checked(.size(.init(height: 2, width: 3)))
        }
    }

    @Test func `a size survives run.toml and the metadata of a checkpoint`() throws {
        let settings = try Preset.article.settings(["image_size": .size(.init(height: 20, width: 28))])
        let run = RunFile(
            version: "1", preset: "article", data: "shapes", seed: 1, created: .now, fit: .pad, partition: 3,
            settings: settings.values.mapValues(RunFile.Value.init))
        #expect(run.toml.contains("image_size = \"20x28\"\n"))
        let read = try RunFile.parse(run.toml, path: "run.toml")
        #expect(read == run && read.fit == .pad && read.partition == 3)
        #expect(
            try Preset.article.settings(read.settings.compactMapValues(\.settingValue)).imageSize
                == ImageSize(height: 20, width: 28))
        let note = CheckpointMetadata(
            preset: "article", data: "shapes", seed: 1, step: 2, settings: settings.values, fit: .stretch)
        #expect(note.metadata["setting.image_size"] == "20x28")
        #expect(try CheckpointMetadata(metadata: note.metadata, path: "x") == note)
    }

    @Test func `the default way to fit stands in no file, so that files of before are the same bytes`() {
        let run = RunFile(version: "1", preset: "article", data: "shapes", seed: 1, created: .now, settings: [:])
        #expect(!run.toml.contains("fit") && !run.toml.contains("partition"))
        #expect(
            CheckpointMetadata(preset: "article", data: "d", seed: 1, step: 0, settings: [:]).metadata["fit"] == nil)
    }

    @Test(arguments: [
        ("fit = \"squeeze\"", "crop, pad or stretch"), ("partition = 0", "1 to 1024"),
        ("partition = \"2\"", "1 to 1024"),
    ])
    func `a wrong value in run.toml is named`(line: String, hint: String) throws {
        let text = "version = \"1\"\npreset = \"article\"\ndata = \"d\"\nseed = 1\ncreated = \"x\"\n\(line)\n"
        let error = #expect(throws: RunError.self) { try RunFile.parse(text, path: "run.toml") }
        #expect(error?.description.contains(hint) == true)
    }
}
