import Engine
import Testing

@Suite struct MatchingTests {
    private static func unit(_ x: Tensor) -> Tensor { x / (x.squared.sum(to: [x.shape[0], 1]) + 1e-12).squareRoot }

    private static func loss(_ seen: [[Double]], _ told: [[Double]]) -> Double {
        let graph = Graph(), shape: Shape = [seen.count, seen[0].count]
        let loss = Matching.alignmentLoss(graph.input("seen", shape), graph.input("told", shape))
        var interpreter = ReferenceInterpreter(["seen": seen.flatMap { $0 }, "told": told.flatMap { $0 }])
        return interpreter.run([loss])[0][0]
    }

    private static let axes: [[Double]] = (0..<4).map { row in (0..<4).map { $0 == row ? 1 : 0 } }

    @Test func `pictures that show what they were told cost nothing, those that show another's what lies between`() {
        #expect(Self.loss(Self.axes, Self.axes) < 1e-3)
        // Each shows the next one's: e to 10 stands against it.
        let wrong = Self.axes[1...] + Self.axes[..<1]
        #expect(abs(Self.loss(Array(wrong), Self.axes) - 10) < 1e-3)
        // All show the same, which nobody was told: one of four.
        #expect(abs(Self.loss(Self.axes.map { _ in [0, 0, 0, 0] }, Self.axes) - 1.386294) < 1e-5)
    }

    @Test func `pictures told nothing neither ask nor answer`() {
        let nothing: [Double] = [0, 0, 0, 0]
        let three = Self.loss(Array(Self.axes[..<3]).map { $0.map { $0 * 0.6 } }, Array(Self.axes[..<3]))
        let four = Self.loss(Array(Self.axes[..<3]).map { $0.map { $0 * 0.6 } } + [Self.axes[0]], Array(Self.axes[..<3]) + [nothing])
        #expect(abs(three - four) < 1e-6)
        #expect(abs(Self.loss(Self.axes, Self.axes.map { _ in nothing })) < 1e-6)
    }

    @Test func `its gradients are those of differences`() {
        let graph = Graph(), shape: Shape = [4, 3]
        let (seen, told) = (graph.input("seen", shape), graph.input("told", shape))
        var random = SeededNumbers(8)
        let values = ["seen": random.numbers(12, in: -1...1), "told": random.numbers(12, in: -1...1)]
        FiniteDifferences.check(Matching.alignmentLoss(Self.unit(seen), Self.unit(told)), [("seen", seen)], at: values, tolerance: 1e-5)
    }

    @Test func `each picture gets the condition of the next, the last that of the first`() {
        let graph = Graph(), told = graph.input("told", [3, 2])
        var interpreter = ReferenceInterpreter(["told": [1, 2, 3, 4, 5, 6]])
        #expect(interpreter.run([Matching.othersConditions(told)])[0] == [3, 4, 5, 6, 1, 2])
    }

    /// With both weights at zero a step is that of networks that do not match; with either, its own loss alone grows.
    @Test func `the weights decide what is added to which loss`() throws {
        let given: [String: Double] = ["size": 16, "width": 4, "latent": 6, "batch": 8, "samples": 4, "joint.steps": 2, "joint.batch": 8, "score.every": 0]
        let pairs = try PairedSource.open("shapes", size: 16, channels: 1, speech: nil).subset(0..<64)
        func losses(mismatch: Double, alignment: Double) throws -> (D: Float, G: Float) {
            let weights = ["discriminator.mismatch": mismatch, "generator.alignment": alignment]
            let settings = try Preset.multimodal.settings(given.merging(weights) { $1 })
            let trainer = try Trainer(Recipe(preset: .multimodal, data: "shapes", seed: 4, settings: settings), pairs: pairs, lanes: 1)
            var last = trainer.advance()
            for _ in 0..<2 { last = trainer.advance() }
            return (last.discriminatorLoss, last.generatorLoss)
        }
        let none = try losses(mismatch: 0, alignment: 0), mismatch = try losses(mismatch: 1, alignment: 0), alignment = try losses(mismatch: 0, alignment: 1)
        #expect(mismatch.D > none.D + 0.3)
        #expect(alignment.D == none.D && alignment.G > none.G + 0.3)
    }
}
