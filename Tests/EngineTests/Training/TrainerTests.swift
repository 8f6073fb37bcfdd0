import Engine
import Testing

@Suite struct TrainerTests {
    private static func recipe(seed: UInt64 = 5, _ given: [String: Double] = [:]) throws -> Recipe {
        let settings = ["batch": 16, "samples": 4, "latent": 12].merging(given) { $1 }
        return Recipe(preset: .article, data: "shapes", seed: seed, settings: try Settings(defaults: Preset.article.defaults, given: settings))
    }

    private static let images = try? DataSource.open("shapes", size: 28, channels: 1)

    private static func trainer(seed: UInt64 = 5, _ given: [String: Double] = [:], lanes: Int = 2) throws -> Trainer {
        try Trainer(try recipe(seed: seed, given), images: try #require(images), lanes: lanes)
    }

    @Test func `the same seed gives the same run, another seed another`() throws {
        func losses(_ seed: UInt64) throws -> [Float] {
            let trainer = try Self.trainer(seed: seed)
            return (0..<4).map { _ in trainer.advance().generatorLoss }
        }
        #expect(try losses(5) == losses(5))
        #expect(try losses(5) != losses(6))
    }

    @Test func `a restored trainer goes on exactly as the one that was saved`() throws {
        let whole = try Self.trainer()
        for _ in 0..<3 { _ = whole.advance() }
        let saved = whole.state(), settings = whole.settings
        let first = (0..<4).map { _ in whole.advance().generatorLoss }

        let resumed = try Self.trainer()
        try resumed.restore(saved, step: 3, settings: settings)
        let second = (0..<4).map { _ in resumed.advance().generatorLoss }
        #expect(first == second)
        #expect(whole.state() == resumed.state())
        #expect(whole.sampleGrid().grid == resumed.sampleGrid().grid)
    }

    @Test func `drawing samples changes nothing of the run`() throws {
        let (quiet, drawing) = (try Self.trainer(), try Self.trainer())
        for _ in 0..<3 {
            _ = quiet.advance()
            _ = drawing.sampleGrid()
            _ = drawing.advance()
        }
        #expect(quiet.state() == drawing.state())
    }

    @Test func `a changed rate takes effect at the next step`() throws {
        let trainer = try Self.trainer()
        _ = trainer.advance()
        try trainer.change("generator.rate", to: 0)
        let before = trainer.state()
        _ = trainer.advance()
        for (old, new) in zip(before, trainer.state()) where old.name.hasPrefix("generator.") { #expect(old == new) }
        #expect(zip(before, trainer.state()).contains { $0.name.hasPrefix("discriminator.") && $0 != $1 })
    }

    @Test func `the state of another network is refused by name`() throws {
        let trainer = try Self.trainer(), other = try Self.trainer(["latent": 13])
        #expect(throws: CheckpointError.shape("generator.0.weight", expected: [1024, 12], found: [1024, 13])) {
            try trainer.restore(other.state(), step: 0, settings: other.settings)
        }
        #expect(throws: CheckpointError.missing("generator.0.weight")) {
            try trainer.restore([], step: 0, settings: other.settings)
        }
    }

    @Test func `a step with made-up numbers that explode says so in its report`() throws {
        let trainer = try Self.trainer(["rate": 1])
        let reports = (0..<60).map { _ in trainer.advance() }
        #expect(reports[0].isFinite)
        #expect(reports.contains { !$0.isFinite || abs($0.generatorLoss) > 1e3 || abs($0.discriminatorLoss) > 1e3 })
    }

    @Test func `the article's networks have the article's shapes`() {
        let a = Article.architecture()
        #expect(a.generator.parameters.map(\.shape) == [[1024, 100], [1024], [1024, 1024], [1024], [784, 1024], [784]])
        #expect(a.discriminator.parameters.map(\.shape) == [[1024, 784], [1024], [1024, 1024], [1024], [512, 1024], [512], [1, 512], [1]])
        #expect(a.generator.parameters.map(\.name).first == "generator.0.weight")
        #expect(a.generator.parameterCount + a.discriminator.parameterCount == 4_335_377)
    }
}
