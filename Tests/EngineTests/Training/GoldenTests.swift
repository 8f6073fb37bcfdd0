import Datasets
import Foundation
import Models
import Networks
import Tensors
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
        try Self.compare(Preset.article, rate: 2e-4, batch: 128, golden: "article-losses", within: { _ in 1e-3 }) {
            parameter, values in
            let sizes = parameter.shape.dimensions
            let bound: Float = sizes.count == 2 ? (6 / Float(sizes[0] + sizes[1])).squareRoot() : 0.05
            return values.map { $0 * bound }
        }
    }

    @Test func `the first ten steps of dcgan lose what PyTorch loses`() throws {
        try Self.compare(Preset.dcgan, rate: 2e-4, batch: 64, golden: "dcgan-losses", within: { $0 * 1e-2 }) {
            parameter, values in
            if parameter.kernel != nil { return parameter.loaded(values.map { $0 * 0.035 }) }
            return values.map { $0 * 0.05 + (parameter.name.hasSuffix("weight") ? 1 : 0) }
        }
    }

    /// Trains ten steps from the formula's weights and noise and holds the losses against the file.
    private static func compare(
        _ preset: Preset, rate: Double, batch: Int, golden name: String, within: (Double) -> Double,
        weights: (Parameter, [Float]) -> [Float]
    ) throws {
        let file = try #require(Bundle.module.url(forResource: "Golden/\(name)", withExtension: "json"))
        let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
        let images = try DataSource.open("fashion-mnist"),
            settings = try preset.settings(["batch_size": .integer(batch)])
        let model = preset.model(settings), training = TrainingGraph(readsNoise: true)
        let run = RunInputs(data: MultimodalSet(images: images), settings: settings, seed: 0, threads: 2)
        let stage = DeclaredStage(try model.training(on: run, in: training).stages[0], in: training), step = stage.whole
        let plan = Plan(
            step.metrics.map(\.value) + step.updates.flatMap(\.results), layout: StateLayout(training.graph), threads: 2
        )
        let executor = Executor([plan], seed: 0)
        for (index, parameter) in model.networks.flatMap(\.parameters).filter(\.isTrainable).enumerated() {
            executor.write(parameter.name, weights(parameter, uniform(parameter.shape.count, stream: UInt64(index))))
        }
        #expect(golden.losses.count == 10)
        for (index, expected) in golden.losses.enumerated() {
            executor.write(stage.inputName("real"), images.batch(Array(index * batch..<(index + 1) * batch)))
            executor.write(
                stage.inputName("noise"),
                uniform(batch * 100, stream: UInt64(1000 + index)).map { $0 * Float(3).squareRoot() })
            for update in step.updates {
                let scalars = update.optimizer.scalarValues(rate: rate, step: index + 1)
                executor.write(stage.inputName("\(update.network.name).stepSize"), [scalars.stepSize])
                executor.write(stage.inputName("\(update.network.name).secondScale"), [scalars.secondScale])
            }
            executor.run(plan, counter: UInt64(index))
            func value(_ metric: Metric) throws -> Double {
                Double(executor.read(try #require(step.metrics.first { $0.metric == metric }).value, of: plan)[0])
            }
            let (d, g) = (try value(.discriminatorLoss), try value(.generatorLoss))
            #expect(
                abs(d - expected.discriminator) < within(expected.discriminator),
                "step \(index + 1): discriminator \(d), PyTorch \(expected.discriminator)")
            #expect(
                abs(g - expected.generator) < within(expected.generator),
                "step \(index + 1): generator \(g), PyTorch \(expected.generator)")
        }
    }
}
