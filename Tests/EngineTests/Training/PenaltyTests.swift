import Engine
import Testing

@Suite struct PenaltyTests {
    @Test func `a falling penalty halves and halves again, and ends at a tenth`() {
        let weights = [0, 100, 200, 300, 400, 100_000].map { Penalty.weight(0.5, halving: 100, step: $0) }
        #expect(weights == [0.5, 0.25, 0.125, 0.0625, 0.05, 0.05])
    }

    @Test func `one that does not fall stays`() {
        #expect(Penalty.weight(0.5, halving: 0, step: 1_000_000) == 0.5)
    }

    @Test func `a run trains with the weight that its step has`() throws {
        let given: [String: Double] = ["batch": 8, "samples": 1, "width": 4, "discriminator.penalty.every": 1]
        let images = try DataSource.open("shapes", size: 28, channels: 1)
        func state(_ other: [String: Double], steps: Int) throws -> [NamedTensor] {
            let settings = try Preset.modern.settings(given.merging(other) { $1 })
            let trainer = try Trainer(Recipe(preset: .modern, data: "shapes", seed: 3, settings: settings), images: images, lanes: 1)
            for _ in 0..<steps { _ = trainer.advance() }
            return trainer.state()
        }
        let (falling, staying) = (["discriminator.penalty.halving": 1.0], ["discriminator.penalty.halving": 0.0])
        #expect(try state(falling, steps: 1) == state(staying, steps: 1))
        #expect(try state(falling, steps: 2) != state(staying, steps: 2))
    }
}
