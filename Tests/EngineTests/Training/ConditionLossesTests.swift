import Datasets
import Models
import Runs
import Tensors
import Testing
import Training

@Suite struct ConditionLossesTests {
    private static func unit(_ x: Tensor) -> Tensor { x / (x.squared.sum(to: [x.shape[0], 1]) + 1e-12).squareRoot }

    private static func loss(_ embeddings: [[Double]], _ conditions: [[Double]]) -> Double {
        let graph = Graph(), shape: Shape = [embeddings.count, embeddings[0].count]
        let loss = ConditionLosses.contrastiveLoss(graph.input("embedding", shape), graph.input("condition", shape))
        var interpreter = ReferenceInterpreter([
            "embedding": embeddings.flatMap { $0 }, "condition": conditions.flatMap { $0 },
        ])
        return interpreter.run([loss])[0][0]
    }

    private static let axes: [[Double]] = (0..<4).map { row in (0..<4).map { $0 == row ? 1 : 0 } }

    @Test func `the contrastive loss is 0 for images that match their conditions, and grows where they do not`() {
        #expect(Self.loss(Self.axes, Self.axes) < 1e-3)
        // Each image matches the next one's condition: 1 / temperature.
        let wrong = Self.axes[1...] + Self.axes[..<1]
        #expect(abs(Self.loss(Array(wrong), Self.axes) - 10) < 1e-3)
        // Each image is equally far from all conditions: log 4.
        #expect(abs(Self.loss(Self.axes.map { _ in [0, 0, 0, 0] }, Self.axes) - 1.386294) < 1e-5)
    }

    @Test func `unconditional images have no effect on the contrastive loss`() {
        let zeros: [Double] = [0, 0, 0, 0], scaled = Self.axes[..<3].map { $0.map { $0 * 0.6 } }
        let three = Self.loss(scaled, Array(Self.axes[..<3]))
        let four = Self.loss(scaled + [Self.axes[0]], Array(Self.axes[..<3]) + [zeros])
        #expect(abs(three - four) < 1e-6)
        #expect(abs(Self.loss(Self.axes, Self.axes.map { _ in zeros })) < 1e-6)
    }

    @Test func `gradients of the contrastive loss agree with finite differences`() {
        let graph = Graph(), shape: Shape = [4, 3]
        let (embedding, condition) = (graph.input("embedding", shape), graph.input("condition", shape))
        var random = SeededNumbers(8)
        let values = ["embedding": random.numbers(12, in: -1...1), "condition": random.numbers(12, in: -1...1)]
        let loss = ConditionLosses.contrastiveLoss(Self.unit(embedding), Self.unit(condition))
        FiniteDifferences.check(loss, [("embedding", embedding)], at: values, tolerance: 1e-5)
    }

    @Test func `mismatched conditions are those of the next image, the first one's for the last`() {
        let graph = Graph(), condition = graph.input("condition", [3, 2])
        var interpreter = ReferenceInterpreter(["condition": [1, 2, 3, 4, 5, 6]])
        #expect(interpreter.run([ConditionLosses.rolled(condition)])[0] == [3, 4, 5, 6, 1, 2])
    }

    /// A step with both weights at 0 has neither loss; with one of them, the loss of one network grows.
    @Test func `each weight adds its loss to its network alone`() throws {
        let small: [String: SettingValue] = [
            "image_size": 16, "base_channels": 4, "latent_dim": 6, "batch_size": 8, "sample.count": 4,
            "pretraining.steps": 2,
            "pretraining.batch_size": 8, "evaluation.interval": 0,
        ]
        let pairs = try FirstShapes.ofSize(16)
        func losses(mismatchedCondition: Double, contrastive: Double) throws -> (D: Float, G: Float) {
            let weights: [String: SettingValue] = [
                "loss.mismatched_condition": .real(mismatchedCondition),
                "loss.contrastive": .real(contrastive),
            ]
            let settings = try Preset.multimodal.settings(small.merging(weights) { $1 })
            let configuration = TrainingConfiguration(preset: .multimodal, data: "shapes", seed: 4, settings: settings)
            let trainer = try Trainer(configuration, pairs: pairs, threads: 1)
            var last = trainer.advance()
            for _ in 0..<2 { last = trainer.advance() }
            return (try #require(last[.discriminatorLoss]), try #require(last[.generatorLoss]))
        }
        let none = try losses(mismatchedCondition: 0, contrastive: 0)
        let mismatched = try losses(mismatchedCondition: 1, contrastive: 0)
        let contrastive = try losses(mismatchedCondition: 0, contrastive: 1)
        #expect(mismatched.D > none.D + 0.3)
        #expect(contrastive.D == none.D && contrastive.G > none.G + 0.3)
    }
}
