import Datasets
import Models
import Testing
import Training

/// Models that no preset has: the trainer runs whatever a model declares.
@Suite struct ModelTests {
    private static let shape = ImageShape(height: 16, width: 16, channels: 1)
    private static let images = try? DataSource.open("shapes", size: 16, channels: 1).subset(0..<64)

    private static func trainer(_ model: any Model) throws -> Trainer {
        // A preset's settings and name serve; its own model is not built.
        let settings = try Preset.article.settings([
            "image_size": 16, "batch_size": 8, "sample.count": 4, "learning_rate": 0.003,
        ])
        let configuration = TrainingConfiguration(preset: .article, data: "shapes", seed: 3, settings: settings)
        return try Trainer(configuration, model, pairs: MultimodalSet(images: try #require(images)), threads: 2)
    }

    private static let models: [(name: String, model: @Sendable () -> any Model)] = [
        ("two generators, two discriminators", { ToyCycleGAN(shape) }),
        ("encoder, decoder, adversary on the code", { ToyAdversarialAutoencoder(shape) }),
        ("a network that grows between stages", { ToyProgressiveGAN(shape, firstStageSteps: 5) }),
    ]

    @Test(arguments: 0..<3) func `every network of the model learns and all losses are finite`(index: Int) throws {
        let trainer = try Self.trainer(Self.models[index].model())
        let before = trainer.state()
        for _ in 0..<12 { #expect(trainer.advance().isFinite) }
        for (old, new) in zip(before, trainer.state()) where new.name.hasSuffix("weight") && !new.name.hasPrefix("adam")
        {
            #expect(old.values != new.values, "\(new.name) of \(Self.models[index].name) has not moved")
        }
        #expect(trainer.sampleGrid().grid.height >= 16)
    }

    @Test(arguments: 0..<3) func `a restored trainer continues exactly as the one that was saved`(index: Int) throws {
        let whole = try Self.trainer(Self.models[index].model())
        for _ in 0..<4 { _ = whole.advance() }
        let saved = whole.state(), settings = whole.settings, rest = (0..<6).map { _ in whole.advance().values }
        let resumed = try Self.trainer(Self.models[index].model())
        try resumed.restore(saved, step: 4, settings: settings)
        #expect((0..<6).map { _ in resumed.advance().values } == rest)
        #expect(resumed.state() == whole.state())
    }

    @Test func `both generators of the cycle model reconstruct better after training`() throws {
        let trainer = try Self.trainer(ToyCycleGAN(Self.shape)), cycle = Metric("loss/cycle", isLoss: true)
        let first = try #require(trainer.advance()[cycle])
        for _ in 0..<150 { _ = trainer.advance() }
        #expect(try #require(trainer.advance()[cycle]) < 0.7 * first)
    }

    @Test func `the autoencoder reconstructs better after training`() throws {
        let trainer = try Self.trainer(ToyAdversarialAutoencoder(Self.shape)),
            error = Metric("loss/reconstruction", isLoss: true)
        let first = try #require(trainer.advance()[error])
        for _ in 0..<150 { _ = trainer.advance() }
        #expect(try #require(trainer.advance()[error]) < 0.7 * first)
    }

    @Test func `a network of the second stage stands still in the first, and one of the first goes on in the second`()
        throws
    {
        let trainer = try Self.trainer(ToyProgressiveGAN(Self.shape, firstStageSteps: 3))
        func weights(_ network: String) -> [[Float]] {
            trainer.state().filter { $0.name.hasPrefix(network + ".") }.map(\.values)
        }
        let (grown, small) = (weights("generator_full"), weights("generator_half"))
        #expect(trainer.stageName == "half")
        for _ in 0..<3 { #expect(trainer.advance().stage == "half") }
        #expect(weights("generator_full") == grown)
        #expect(weights("generator_half") != small)
        let after = weights("generator_half")
        #expect(trainer.stageName == "full")
        for _ in 0..<3 { #expect(trainer.advance().stage == "full") }
        #expect(weights("generator_full") != grown)
        #expect(weights("generator_half") != after)
    }

    @Test func `an update with an interval of two happens every second step`() throws {
        let trainer = try Self.trainer(ToyAdversarialAutoencoder(Self.shape))
        func adversary() -> [[Float]] { trainer.state().filter { $0.name.hasPrefix("adversary.") }.map(\.values) }
        var states = [adversary()]
        for _ in 0..<4 {
            _ = trainer.advance()
            states.append(adversary())
        }
        #expect(states[1] == states[0] && states[2] != states[1] && states[3] == states[2] && states[4] != states[3])
    }

    @Test func `a metric that a stage lacks is nil, not zero`() throws {
        let report = try Self.trainer(ToyCycleGAN(Self.shape)).advance()
        #expect(report[.discriminatorLoss] == nil)
        #expect(report[Metric("loss/cycle", isLoss: true)] != nil)
    }
}
