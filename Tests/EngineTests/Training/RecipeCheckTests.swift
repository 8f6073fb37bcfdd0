import Engine
import Foundation
import Testing

@Suite struct RecipeCheckTests {
    private let scratch = ScratchFolder()

    private func refusal(_ preset: Preset, _ given: [String: Double], _ images: ImageSet) throws -> String? {
        let recipe = Recipe(preset: preset, data: "mine", seed: 1, settings: try preset.settings(given))
        do {
            try recipe.check(images)
            return nil
        } catch {
            return error.description
        }
    }

    private func images(_ count: Int, channels: Int) -> ImageSet {
        ImageSet(name: "mine", height: 28, width: 28, channels: channels, pixels: [UInt8](repeating: 9, count: count * 784 * channels))
    }

    @Test(arguments: Preset.all.map(\.name)) func `a batch larger than the data, and pictures in other colours, are refused`(name: String) throws {
        let preset = try Preset.named(name)
        #expect(try refusal(preset, ["batch": 12], images(12, channels: 1)) == nil)
        #expect(try refusal(preset, ["batch": 13], images(12, channels: 1))?.contains("--set batch=12 or less") == true)
        #expect(try refusal(preset, ["batch": 4], images(12, channels: 3))?.contains("give --set channels=3") == true)
        #expect(try refusal(preset, ["batch": 4, "channels": 3], images(12, channels: 1))?.contains("give --set channels=1") == true)
        #expect(try refusal(preset, ["batch": 4, "channels": 3], images(12, channels: 3)) == nil)
    }

    @Test func `settings that contradict each other are refused with what would work`() throws {
        func refusal(_ preset: Preset, _ given: [String: Double]) -> String {
            do { try preset.checkTogether(given); return "" } catch { return error.description }
        }
        for preset in Preset.all { #expect(refusal(preset, [:]) == "") }
        #expect(refusal(.wganGP, ["discriminator.penalty": 0]).contains("needs a penalty"))
        #expect(refusal(.modern, ["discriminator.penalty": 0]) == "")
        #expect(refusal(.modern, ["discriminator.penalty": 0, "discriminator.penalty.every": 8]).contains("leave it out"))
        #expect(refusal(.modern, ["discriminator.penalty": 0, "discriminator.penalty.halving": 100]).contains("let fall"))
        #expect(refusal(.article, ["rate": 1e-4, "generator.rate": 1e-3]) == "")
        #expect(refusal(.article, ["rate": 1e-4, "generator.rate": 1e-3, "discriminator.rate": 1e-3]).contains("leave it out"))
        #expect(refusal(.dcgan, ["rate": 0.5, "generator.rate": 0, "discriminator.rate": 0]).contains("rate"))
        #expect(refusal(.dcgan, ["generator.rate": 0, "discriminator.rate": 0]).contains("nothing learns"))
        #expect(refusal(.multimodal, ["joint.texts": 0]) == "")
        #expect(refusal(.toldRepair, ["joint.texts": 0, "joint.sounds": 0]).contains("nothing to tell"))
    }

    @Test func `a run refuses them in one line before its folder is there`() async throws {
        let colour = try DataSource.open("shapes", size: 28, channels: 3).subset(0..<20)
        try IDX.write(colour, to: scratch.path("colour-ubyte"))
        for (given, words) in [(["batch": 21.0, "channels": 3], "batch=20"), (["batch": 4.0], "channels=3")] {
            let start = try SmallRun.start(scratch.path("run"), steps: 2, given, data: scratch.path("colour-ubyte"))
            guard case .failed(let line) = try await SmallRun.wait(TrainingJob(start), until: SmallRun.over).phase else { Issue.record("it trains"); return }
            #expect(line.contains(words) && !line.contains("\n"))
            #expect(!FileManager.default.fileExists(atPath: scratch.path("run")))
        }
    }
}
