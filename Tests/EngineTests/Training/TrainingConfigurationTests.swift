import Datasets
import Foundation
import Jobs
import Models
import Runs
import Testing
import Training

@Suite struct TrainingConfigurationTests {
    private let scratch = ScratchFolder()

    private func refusal(_ preset: Preset, _ given: [String: SettingValue], _ images: ImageSet) throws -> String? {
        let configuration = TrainingConfiguration(
            preset: preset, data: "mine", seed: 1, settings: try preset.settings(given))
        do {
            try configuration.check(images)
            return nil
        } catch {
            return error.description
        }
    }

    private func images(_ count: Int, channels: Int) -> ImageSet {
        ImageSet(
            name: "mine", height: 28, width: 28, channels: channels,
            pixels: [UInt8](repeating: 9, count: count * 784 * channels))
    }

    @Test(arguments: Preset.all.map(\.name))
    func `a batch larger than the data, and images in other colours, are refused`(name: String) throws {
        let preset = try Preset.named(name)
        #expect(try refusal(preset, ["batch_size": 12], images(12, channels: 1)) == nil)
        #expect(
            try refusal(preset, ["batch_size": 13], images(12, channels: 1))?.contains("set batch_size to 12 or less")
                == true)
        #expect(
            try refusal(preset, ["batch_size": 4], images(12, channels: 3))?.contains("set channels to 3") == true)
        #expect(
            try refusal(preset, ["batch_size": 4, "channels": 3], images(12, channels: 1))?.contains(
                "set channels to 1") == true)
        #expect(try refusal(preset, ["batch_size": 4, "channels": 3], images(12, channels: 3)) == nil)
    }

    @Test func `settings that contradict each other are refused with what would work`() throws {
        func refusal(_ preset: Preset, _ given: [String: SettingValue]) -> String {
            do { try preset.checkTogether(given); return "" } catch { return error.description }
        }
        for preset in Preset.all { #expect(refusal(preset, [:]) == "") }
        #expect(refusal(.wganGP, ["gradient_penalty.weight": 0]).contains("needs a gradient penalty"))
        #expect(refusal(.modern, ["gradient_penalty.weight": 0]) == "")
        #expect(
            refusal(.modern, ["gradient_penalty.weight": 0, "gradient_penalty.interval": 8]).contains("leave it out"))
        #expect(
            refusal(.modern, ["gradient_penalty.weight": 0, "gradient_penalty.half_life": 100]).contains(
                "half-life has no effect"))
        #expect(refusal(.article, ["learning_rate": 1e-4, "generator.learning_rate": 1e-3]) == "")
        #expect(
            refusal(
                .article, ["learning_rate": 1e-4, "generator.learning_rate": 1e-3, "discriminator.learning_rate": 1e-3]
            ).contains("leave it out"))
        #expect(
            refusal(.dcgan, ["learning_rate": 0.5, "generator.learning_rate": 0, "discriminator.learning_rate": 0])
                .contains("rate"))
        #expect(
            refusal(.dcgan, ["generator.learning_rate": 0, "discriminator.learning_rate": 0]).contains(
                "nothing is learned"))
        #expect(refusal(.multimodal, ["use_captions": false]) == "")
        #expect(
            refusal(.conditionalRepair, ["use_captions": false, "use_audio": false]).contains("there is no condition"))
    }

    @Test func `a run refuses them in one line before its folder is there`() async throws {
        let colour = try DataSource.open("shapes", size: 28, channels: 3).subset(0..<20)
        try IDX.write(colour, to: scratch.path("colour-ubyte"))
        for (given, words) in [
            (["batch_size": 21, "channels": 3] as [String: SettingValue], "batch_size to 20"),
            (["batch_size": 4], "channels to 3"),
        ] {
            let start = try SmallRun.start(scratch.path("run"), steps: 2, given, data: scratch.path("colour-ubyte"))
            guard case .failed(let line) = try await SmallRun.wait(TrainingJob(start), until: SmallRun.over).phase
            else { Issue.record("it trains"); return }
            #expect(line.description.contains(words) && !line.description.contains("\n"))
            #expect(!FileManager.default.fileExists(atPath: scratch.path("run")))
        }
    }
}
