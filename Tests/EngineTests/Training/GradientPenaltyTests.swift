import Datasets
import Models
import Runs
import Testing
import Training

@Suite struct PenaltyTests {
    @Test func `a falling penalty halves and halves again, and ends at a tenth`() {
        let weights = [0, 100, 200, 300, 400, 100_000].map { GradientPenalty.weight(0.5, halfLife: 100, step: $0) }
        #expect(weights == [0.5, 0.25, 0.125, 0.0625, 0.05, 0.05])
    }

    @Test func `one that does not fall stays`() {
        #expect(GradientPenalty.weight(0.5, halfLife: 0, step: 1_000_000) == 0.5)
    }

    @Test func `a run trains with the weight that its step has`() throws {
        let given: [String: SettingValue] = [
            "batch_size": 8, "sample.count": 1, "base_channels": 4, "gradient_penalty.interval": 1,
        ]
        let images = try DataSource.open("shapes", size: 28, channels: 1)
        func state(_ other: [String: SettingValue], steps: Int) throws -> [NamedTensor] {
            let settings = try Preset.modern.settings(given.merging(other) { $1 })
            let trainer = try Trainer(
                TrainingConfiguration(preset: .modern, data: "shapes", seed: 3, settings: settings), images: images,
                threads: 1)
            for _ in 0..<steps { _ = trainer.advance() }
            return trainer.state()
        }
        let (falling, staying) = (
            ["gradient_penalty.half_life": SettingValue.real(1)], ["gradient_penalty.half_life": SettingValue.real(0)]
        )
        #expect(try state(falling, steps: 1) == state(staying, steps: 1))
        #expect(try state(falling, steps: 2) != state(staying, steps: 2))
    }
}
