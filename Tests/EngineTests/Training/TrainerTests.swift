import Datasets
import Models
import Runs
import Testing
import Training

@Suite struct TrainerTests {
    private static func configuration(seed: UInt64 = 5, _ given: [String: SettingValue] = [:]) throws
        -> TrainingConfiguration
    {
        let settings: [String: SettingValue] = ["batch_size": 16, "sample.count": 4, "latent_dim": 12]
        return TrainingConfiguration(
            preset: .article, data: "shapes", seed: seed,
            settings: try Preset.article.settings(settings.merging(given) { $1 }))
    }

    private static let images = try? DataSource.open("shapes", size: 28, channels: 1)

    private static func trainer(seed: UInt64 = 5, _ given: [String: SettingValue] = [:], threads: Int = 2) throws
        -> Trainer
    {
        try Trainer(try configuration(seed: seed, given), images: try #require(images), threads: threads)
    }

    @Test func `the same seed gives the same losses, another seed gives others`() throws {
        func losses(_ seed: UInt64) throws -> [Float] {
            let trainer = try Self.trainer(seed: seed)
            return try (0..<4).map { _ in try #require(trainer.advance()[.generatorLoss]) }
        }
        #expect(try losses(5) == losses(5))
        #expect(try losses(5) != losses(6))
    }

    @Test func `a restored trainer continues exactly as the one that was saved`() throws {
        let whole = try Self.trainer()
        for _ in 0..<3 { _ = whole.advance() }
        let saved = whole.state(), settings = whole.settings
        let first = (0..<4).map { _ in whole.advance().values }

        let resumed = try Self.trainer()
        try resumed.restore(saved, step: 3, settings: settings)
        #expect((0..<4).map { _ in resumed.advance().values } == first)
        #expect(whole.state() == resumed.state())
        #expect(whole.sampleGrid().grid == resumed.sampleGrid().grid)
    }

    @Test func `generating samples changes nothing of the run`() throws {
        let (quiet, sampling) = (try Self.trainer(), try Self.trainer())
        for _ in 0..<3 {
            _ = quiet.advance()
            _ = sampling.sampleGrid()
            _ = sampling.advance()
        }
        #expect(quiet.state() == sampling.state())
    }

    @Test func `a changed learning rate takes effect at the next step`() throws {
        let trainer = try Self.trainer()
        _ = trainer.advance()
        try trainer.change("generator.learning_rate", to: 0)
        let before = trainer.state()
        _ = trainer.advance()
        for (old, new) in zip(before, trainer.state()) where old.name.hasPrefix("generator.") { #expect(old == new) }
        #expect(zip(before, trainer.state()).contains { $0.name.hasPrefix("discriminator.") && $0 != $1 })
    }

    @Test func `the state of another network is refused by name`() throws {
        let trainer = try Self.trainer(), other = try Self.trainer(["latent_dim": 13])
        #expect(throws: CheckpointError.shape("generator.0.weight", expected: [1024, 12], found: [1024, 13])) {
            try trainer.restore(other.state(), step: 0, settings: other.settings)
        }
        #expect(throws: CheckpointError.missing("generator.0.weight")) {
            try trainer.restore([], step: 0, settings: other.settings)
        }
    }

    @Test func `a step whose weights are not numbers reports that its losses are not finite`() throws {
        let trainer = try Self.trainer()
        #expect(trainer.advance().isFinite)
        let spoilt = trainer.state().map { tensor in
            guard tensor.name == "discriminator.0.weight" else { return tensor }
            return NamedTensor(name: tensor.name, shape: tensor.shape, values: tensor.values.map { _ in .nan })
        }
        try trainer.restore(spoilt, step: 1, settings: trainer.settings)
        #expect(!trainer.advance().isFinite)
        #expect(!trainer.norms().areWeightsFinite)
    }

    @Test func `the article's networks have the article's shapes`() {
        let article = Article()
        #expect(
            article.generator.network.parameters.map(\.shape) == [
                [1024, 100], [1024], [1024, 1024], [1024], [784, 1024], [784],
            ])
        #expect(
            article.discriminator.parameters.map(\.shape)
                == [[1024, 784], [1024], [1024, 1024], [1024], [512, 1024], [512], [1, 512], [1]])
        #expect(article.generator.network.parameters.map(\.name).first == "generator.0.weight")
        #expect(article.networks.reduce(0) { $0 + $1.parameterCount } == 4_335_377)
    }
}
