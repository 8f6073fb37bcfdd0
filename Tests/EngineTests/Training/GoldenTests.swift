import Engine
import Foundation
import Testing

@Suite struct GoldenTests {
    private struct Golden: Decodable {
        struct Step: Decodable { let discriminator, generator: Double }
        let torch: String
        let losses: [Step]
    }

    /// The formula of Benchmarks/peers/golden_article.py.
    private static func uniform(_ count: Int, stream: UInt64) -> [Float] {
        (0..<count).map { index in
            var h = (UInt64(index) + stream * 0x9E37_79B9) & 0xFFFF_FFFF
            for (shift, factor) in [(UInt64(16), UInt64(0x85EB_CA6B)), (13, 0xC2B2_AE35)] {
                h ^= h >> shift
                h = (h &* factor) & 0xFFFF_FFFF
            }
            h ^= h >> 16
            return Float(Double(h >> 8) / 8_388_608 - 1)
        }
    }

    @Test func `the first ten steps lose what PyTorch loses`() throws {
        try Self.compare(Article.architecture(), rate: 2e-4, batch: 128, golden: "article-losses", within: { _ in 1e-3 }) { parameter, numbers in
            let extents = parameter.shape.extents
            let bound: Float = extents.count == 2 ? (6 / Float(extents[0] + extents[1])).squareRoot() : 0.05
            return numbers.map { $0 * bound }
        }
    }

    @Test func `the first ten steps of dcgan lose what PyTorch loses`() throws {
        let architecture = Preset.dcgan.architecture(try Preset.dcgan.settings([:]))
        try Self.compare(architecture, rate: 2e-4, batch: 64, golden: "dcgan-losses", within: { $0 * 1e-2 }) { parameter, numbers in
            if parameter.kernel != nil { return parameter.loaded(numbers.map { $0 * 0.035 }) }
            return numbers.map { $0 * 0.05 + (parameter.name.hasSuffix("weight") ? 1 : 0) }
        }
    }

    /// Trains ten steps from the formula's weights and noise and holds the losses against the file.
    private static func compare(_ architecture: Architecture, rate: Double, batch: Int, golden name: String, within: (Double) -> Double,
                                weights: (Parameter, [Float]) -> [Float]) throws {
        let file = try #require(Bundle.module.url(forResource: "Golden/\(name)", withExtension: "json"))
        let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
        let images = try DataSource.open("fashion-mnist")
        let graph = Graph()
        let step = AdversarialStep(architecture, in: graph, batch: batch, drawsNoise: false)
        let plan = Plan(step.losses.all + step.updates, layout: StateLayout(graph), lanes: 2)
        let executor = Executor([plan], seed: 0)
        let learned = (architecture.generator.parameters + architecture.discriminator.parameters).filter(\.isLearned)
        for (index, parameter) in learned.enumerated() {
            executor.write(parameter.name, weights(parameter, uniform(parameter.shape.count, stream: UInt64(index))))
        }
        executor.write(AdversarialStep.Input.averageRest, [0.001])
        #expect(golden.losses.count == 10)
        for (index, expected) in golden.losses.enumerated() {
            executor.write(AdversarialStep.Input.real, images.batch(Array(index * batch..<(index + 1) * batch)))
            executor.write(AdversarialStep.Input.noise, uniform(batch * 100, stream: UInt64(1000 + index)).map { $0 * Float(3).squareRoot() })
            for network in [architecture.generator, architecture.discriminator] {
                let scalars = architecture.adam.scalarValues(rate: rate, step: index + 1)
                executor.write(AdversarialStep.Input.stepSize(network.name), [scalars.stepSize])
                executor.write(AdversarialStep.Input.secondScale(network.name), [scalars.secondScale])
            }
            executor.run(plan, counter: UInt64(index))
            let (d, g) = (Double(executor.read(step.losses.discriminator, of: plan)[0]), Double(executor.read(step.losses.generator, of: plan)[0]))
            #expect(abs(d - expected.discriminator) < within(expected.discriminator), "step \(index + 1): discriminator \(d), PyTorch \(expected.discriminator)")
            #expect(abs(g - expected.generator) < within(expected.generator), "step \(index + 1): generator \(g), PyTorch \(expected.generator)")
        }
    }
}
