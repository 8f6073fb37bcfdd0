import Runs
import Testing

@Suite struct `Checkpoint metadata` {
    private let metadata = CheckpointMetadata(
        preset: "modern", data: "fashion-mnist", seed: .max, step: 1000,
        settings: [
            "batch_size": 64, "augment": true, "generator.learning_rate": .real(2e-4),
            "gradient_penalty.weight": .real(10),
            "ema.decay": .real(0.1 + 0.2), "pretraining.learning_rate": .real(1.2345678901234567e-5),
        ],
        classes: ["a", "b/c", ""], modalities: [.text, .image])

    private func readBack(_ metadata: [String: String]) throws(CheckpointError) -> CheckpointMetadata {
        try CheckpointMetadata(metadata: metadata, path: "x")
    }

    @Test func `settings of every type survive a round trip exactly`() throws {
        #expect(try readBack(metadata.metadata) == metadata)
        var best = metadata
        best.score = ScorePoint(step: 1000, frechet: 12.345678901234567, samples: 2000)
        #expect(try readBack(best.metadata) == best)
    }

    @Test func `the keys are those of the documented format`() {
        let keys = metadata.metadata
        #expect(keys["format"] == "tessera-1" && keys["seed"] == "18446744073709551615" && keys["step"] == "1000")
        #expect(
            keys["setting.batch_size"] == "64" && keys["setting.augment"] == "true"
                && keys["setting.gradient_penalty.weight"] == "10")
        #expect(keys["classes"] == "a\nb/c\n" && keys["modalities"] == "text\nimage" && keys["score.frechet"] == nil)
    }

    @Test(arguments: [
        ("format", "tessera-0"), ("step", "-1"), ("seed", "x"), ("setting.batch_size", "many"),
        ("setting.momentum", "0.9"),
    ])
    func `metadata of another program or version is rejected`(key: String, value: String) {
        var keys = metadata.metadata
        keys[key] = value
        #expect(throws: CheckpointError.foreign("x")) { try readBack(keys) }
    }

    @Test func `values of run.toml convert to settings and back`() {
        for value in [.flag(true), .integer(64), .real(2e-4)] as [SettingValue] {
            #expect(RunFile.Value(value).settingValue == value)
        }
        #expect(RunFile.Value.text("x").settingValue == nil && RunFile.Value.other("[1]").settingValue == nil)
    }
}
