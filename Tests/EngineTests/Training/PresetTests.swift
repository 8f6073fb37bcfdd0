import Conditioning
import Datasets
import Models
import Networks
import Runs
import Tensors
import Testing
import Training

/// Every preset, small: what holds for training holds for each.
@Suite struct PresetTests {
    private static func trainer(_ preset: Preset, threads: Int = 2) throws -> Trainer {
        let (configuration, pairs) = try run(preset)
        return try Trainer(configuration, pairs: pairs, threads: threads)
    }

    private static func run(_ preset: Preset) throws -> (TrainingConfiguration, MultimodalSet) {
        var given: [String: SettingValue] = ["batch_size": 8, "sample.count": 4]
        if preset.settings.has(\.latentDim) { given["latent_dim"] = 6 }
        if preset.halvesImages { given.merge(["image_size": 16, "base_channels": 8]) { $1 } }
        let pairs = try FirstShapes.ofSize(preset.halvesImages ? 16 : 28)
        if preset.settings.has(\.numClasses) { given["num_classes"] = .integer(pairs.images.classNames?.count ?? 0) }
        if preset.isMultimodal { given.merge(["pretraining.steps": 4, "pretraining.batch_size": 12]) { $1 } }
        return (
            TrainingConfiguration(preset: preset, data: "shapes", seed: 3, settings: try preset.settings(given)), pairs
        )
    }

    @Test(arguments: Preset.all.map(\.name)) func `a restored trainer continues exactly as the one that was saved`(
        name: String
    ) throws {
        let preset = try Preset.named(name)
        let whole = try Self.trainer(preset)
        for _ in 0..<3 { _ = whole.advance() }
        let (saved, settings) = (whole.state(), whole.settings)
        let first = (0..<6).map { _ in whole.advance().values }

        let resumed = try Self.trainer(preset)
        try resumed.restore(saved, step: 3, settings: settings)
        #expect((0..<6).map { _ in resumed.advance().values } == first)
        #expect(whole.state() == resumed.state())
        #expect(whole.sampleGrid().grid == resumed.sampleGrid().grid)
    }

    @Test(arguments: Preset.all.map(\.name)) func `losses stay finite and weights move`(name: String) throws {
        let trainer = try Self.trainer(try Preset.named(name))
        let before = trainer.state()
        for _ in 0..<12 { #expect(trainer.advance().isFinite) }
        // The last bias has no gradient where a loss sees only differences of logits.
        for (old, new) in zip(before, trainer.state()) where new.name.hasSuffix("weight") {
            #expect(old.values != new.values, "\(new.name) has not moved")
        }
    }

    /// The squares that presets have always taken, and sides that differ: even and odd remainders, wide and tall.
    private static let sizes: [ImageSize] = [
        16, 28, 32, 64, 128, 24, 56, .init(height: 32, width: 48), .init(height: 48, width: 32),
        .init(height: 28, width: 32), .init(height: 20, width: 28), .init(height: 16, width: 64),
    ]

    @Test(arguments: Preset.all.map(\.name))
    func `every size gives images of that size, in grey, in colour and with alpha`(name: String) throws {
        let preset = try Preset.named(name)
        for size in Self.sizes {
            for channels in preset.repairs ? [1, 3] : [1, 3, 4] {
                var given: [String: SettingValue] = ["image_size": size.settingValue, "channels": .integer(channels)]
                if preset.halvesImages { given["base_channels"] = 4 }
                let settings = try preset.settings(given)
                let model = preset.model(settings), generator = model.generator, graph = Graph()
                #expect(model.shape == ImageShape(height: size.height, width: size.width, channels: channels))
                var context = ForwardContext(
                    isTraining: false, condition: generator.condition.map { graph.input("condition", [2, $0.size]) })
                let images = generator(
                    graph.input("given", [2, generator.inputSize]), generator.networks.map { $0.declare(in: graph) },
                    context: &context)
                #expect(images.shape == [2, size.height * size.width * channels])
            }
        }
    }

    @Test(arguments: Preset.all.map(\.name)) func `every preset trains on images that are not square`(name: String)
        throws
    {
        let preset = try Preset.named(name)
        var (configuration, _) = try Self.run(preset)
        let size = ImageSize(height: 20, width: 28)
        configuration.settings = try preset.settings(
            configuration.settings.values.merging(["image_size": size.settingValue]) { $1 })
        let pairs = try FirstShapes.ofSize(size)
        let trainer = try Trainer(configuration, pairs: pairs, threads: 2)
        for _ in 0..<6 { #expect(trainer.advance().isFinite) }
        let grid = trainer.sampleGrid()
        #expect(grid.grid.width == grid.columns * 28 && grid.grid.height == grid.rows * 20)
    }

    @Test(arguments: Preset.all.map(\.name))
    func `one and two threads train the same bytes, and so does any number from one partition`(name: String) throws {
        let preset = try Preset.named(name)
        var (configuration, pairs) = try Self.run(preset)
        // Products large enough to be cut.
        configuration.settings = try preset.settings(
            configuration.settings.values.merging(
                ["batch_size": 32].merging(preset.halvesImages ? ["base_channels": 16] : [:]) { $1 }
            ) { $1 })
        func state(threads: Int, partition: Int?) throws -> [NamedTensor] {
            configuration.partition = partition
            let trainer = try Trainer(configuration, pairs: pairs, threads: threads)
            // A step of every stage.
            _ = trainer.advance()
            trainer.skipToLastStage()
            _ = trainer.advance()
            return trainer.state()
        }
        let two = try state(threads: 2, partition: nil)
        #expect(try state(threads: 1, partition: nil) == two)
        for threads in [3, 4] { #expect(try state(threads: threads, partition: 2) == two, "\(threads) threads") }
        let four = try state(threads: 4, partition: nil)
        #expect(try state(threads: 1, partition: 4) == four)
    }

    @Test(
        arguments: [
            "article", "dcgan", "modern", "projection", "multimodal", "sngan", "wgan-gp", "repair",
            "conditional-repair", "article-repair",
        ], [1, 2])
    func `whole steps agree with the reference, step after step`(name: String, threads: Int) throws {
        let preset = try Preset.named(name)
        var (configuration, pairs) = try Self.run(preset)
        var given: [String: SettingValue] = ["batch_size": 4]
        if preset.halvesImages { given["base_channels"] = 4 }
        if preset.settings.has(\.augment) { given["augment"] = .flag(threads == 2) }
        configuration.settings = try preset.settings(configuration.settings.values.merging(given) { $1 })
        let training = TrainingGraph(), model = preset.model(configuration.settings)
        let run = RunInputs(data: pairs, settings: configuration.settings, seed: 3, threads: threads)
        let stages = try model.training(on: run, in: training).stages.map { DeclaredStage($0, in: training) }
        let step = try #require(stages.last).whole, graph = training.graph
        var random = SeededNumbers(6)
        var values: [String: [Double]] = [:]
        for node in graph.nodes {
            guard let source = node.operation as? Source, source.kind == .input else { continue }
            let count = node.shape.count
            values[source.name] =
                switch source.name.split(separator: ".").last {
                case "stepSize": [0.01]
                case "secondScale": [3]
                case "emaWeight": [0.3]
                case "corrupted":
                    (0..<count).map { index in
                        let width = model.shape.channels + 1
                        return index % width == width - 1
                            ? (index / width % 3 == 0 ? 1 : 0) : random.numbers(1, in: -1...1)[0]
                    }
                case "condition": random.numbers(count, in: 0...1)
                default: count == 1 ? [0.5] : random.numbers(count, in: -1...1)
                }
        }
        for variable in StateLayout(graph).variables {
            values[variable.name] =
                variable.name.hasPrefix("adam") || variable.name.hasSuffix("running_var")
                ? [Double](repeating: 0.3, count: variable.shape.count)
                : random.numbers(variable.shape.count, in: -0.3...0.3)
        }
        let results = step.metrics.map(\.value) + step.updates.flatMap(\.results) + step.averages.flatMap(\.results)
        PlanCheck.run(results, values: values, runs: 2, threads: threads, tolerance: 5e-3)
    }

    @Test func `a conditional repair network starts as if it had no condition, and depends on it after training`()
        throws
    {
        let settings = try Preset.repair.settings(["image_size": 16, "base_channels": 4])
        let generator = ContextEncoder(settings, condition: .classes(3)).generator, graph = Graph()
        let weights = generator.network.declare(in: graph), given = graph.input("given", [2, generator.inputSize])
        var context = ForwardContext(isTraining: false, condition: graph.input("classes", [2, 3]))
        let output = generator(given, weights, context: &context)
        var random = SeededNumbers(3)
        var values = ["given": random.numbers(2 * generator.inputSize, in: -1...1), "classes": [1, 0, 0, 0, 1, 0.0]]
        for variable in StateLayout(graph).variables {
            values[variable.name] =
                variable.name.hasSuffix("running_var")
                ? [Double](repeating: 0.3, count: variable.shape.count)
                : random.numbers(variable.shape.count, in: -0.3...0.3)
        }
        let embedding = try #require(values.keys.first { $0.hasSuffix("embedding") })
        func images(_ change: (inout [String: [Double]]) -> Void) -> [Double] {
            var changed = values
            change(&changed)
            var reference = ReferenceInterpreter(changed)
            return reference.run([output])[0]
        }
        let untrained = images { $0[embedding] = $0[embedding]?.map { _ in 0 } }
        #expect(
            untrained
                == images {
                    $0[embedding] = $0[embedding]?.map { _ in 0 }; $0["classes"] = [0, 1, 0, 0, 0, 1]
                })
        #expect(images { _ in } != untrained)
        PlanCheck.run([output], values: values)
    }

    @Test func `data without classes, or with others, is refused with what would work`() throws {
        let settings = try Preset.projection.settings(["image_size": 16, "base_channels": 4])
        let configuration = TrainingConfiguration(preset: .projection, data: "here", seed: 1, settings: settings)
        func images(labels: [UInt8]?) -> ImageSet {
            ImageSet(
                name: "here", height: 16, width: 16, channels: 1, pixels: [UInt8](repeating: 0, count: 256 * 100),
                labels: labels)
        }
        #expect(throws: ConditionError.noClasses(data: "here")) {
            try Trainer(configuration, images: images(labels: nil), threads: 1)
        }
        #expect(throws: ConditionError.otherClasses(data: "here", found: 3, expected: 10)) {
            try Trainer(configuration, images: images(labels: (0..<100).map { UInt8($0 % 3) }), threads: 1)
        }
    }

    @Test(
        arguments: [
            (30, "28 or 32"), (ImageSize(height: 30, width: 48), "28x48 or 32x48"), (12, "16 or 20"),
            (ImageSize(height: 32, width: 50), "32x48 or 28x48"),
        ] as [(ImageSize, String)])
    func `a size that a preset does not take is refused in one line with the nearest that it takes`(
        size: ImageSize, nearest: String
    ) throws {
        let error = #expect(throws: SettingError.self) { try Preset.dcgan.settings(["image_size": size.settingValue]) }
        let line = try #require(error).description
        #expect(line.contains("the preset dcgan does not take \(size.text)") && !line.contains("\n"), "\(line)")
        #expect(line.hasSuffix("give \(nearest)"), "\(line)")
        #expect(try Preset.article.settings(["image_size": size.settingValue]).imageSize == size)
        #expect(throws: SettingError.self) { try Preset.article.settings(["base_channels": 64]) }
    }

    @Test func `a preset that repairs refuses transparency`() {
        let error = #expect(throws: SettingError.self) { try Preset.repair.settings(["channels": 4]) }
        #expect(error?.description.contains("repairs opaque images") == true)
    }
}
