import Engine
import Testing

/// Every preset, small: what holds for training holds for each.
@Suite struct PresetTests {
    private static func trainer(_ preset: Preset, lanes: Int = 2) throws -> Trainer {
        var given: [String: Double] = ["batch": 8, "samples": 4]
        if preset.defaults["latent"] != nil { given["latent"] = 6 }
        if preset.sizes != nil { given["size"] = 16; given["width"] = 8 }
        let pairs = try PairedSource.open("shapes", size: Int(given["size"] ?? 28), channels: 1, speech: nil).subset(0..<64)
        if preset.defaults["classes"] != nil { given["classes"] = Double(pairs.images.classNames?.count ?? 0) }
        if preset.isMultimodal { given.merge(["joint.steps": 4, "joint.batch": 12]) { $1 } }
        let recipe = Recipe(preset: preset, data: "shapes", seed: 3, settings: try preset.settings(given))
        return try Trainer(recipe, pairs: pairs, lanes: lanes)
    }

    @Test(arguments: Preset.all.map(\.name)) func `a restored trainer goes on exactly as the one that was saved`(name: String) throws {
        let preset = try Preset.named(name)
        let whole = try Self.trainer(preset)
        for _ in 0..<3 { _ = whole.advance() }
        let (saved, settings) = (whole.state(), whole.settings)
        let first = (0..<6).map { _ in whole.advance().discriminatorLoss }

        let resumed = try Self.trainer(preset)
        try resumed.restore(saved, step: 3, settings: settings)
        #expect((0..<6).map { _ in resumed.advance().discriminatorLoss } == first)
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

    @Test(arguments: Preset.all.compactMap { preset in preset.sizes.map { (preset.name, $0) } })
    func `every size it names makes pictures of that size, in grey and in colour`(name: String, sizes: [Int]) throws {
        let preset = try Preset.named(name)
        for size in sizes {
            for channels in [1, 3] {
                let settings = try preset.settings(["size": Double(size), "channels": Double(channels), "width": 4])
                let architecture = preset.architecture(settings), graph = Graph()
                let step = AdversarialStep(architecture, in: graph, batch: 2)
                #expect(step.losses.all.allSatisfy { $0.shape.count == 1 })
                #expect(architecture.pixels == size * size * channels)
            }
        }
    }

    @Test(arguments: ["dcgan", "modern", "projection", "multimodal", "sngan", "wgan-gp", "repair"], [1, 2]) func `whole steps agree with the reference, run after run`(name: String, lanes: Int) throws {
        let preset = try Preset.named(name)
        let own = ["size": 16, "width": 4, "latent": 5, "augment": Double(lanes - 1)].filter { preset.defaults[$0.key] != nil }
        let architecture = preset.architecture(try preset.settings(own))
        let graph = Graph(), batch = 4
        let step = AdversarialStep(architecture, in: graph, batch: batch)
        var random = SeededNumbers(6)
        var values: [String: [Double]] = ["real": random.numbers(batch * 256, in: -1...1), "average.rest": [0.3]]
        if let condition = architecture.condition { values[AdversarialStep.Input.condition] = random.numbers(batch * condition.extent, in: 0...1) }
        if step.penalised != nil { values[AdversarialStep.Input.penalty] = [0.5] }
        if architecture.matches { values.merge([AdversarialStep.Input.mismatch: [0.4], AdversarialStep.Input.alignment: [0.6]]) { $1 } }
        if let reconstruction = architecture.reconstruction {
            values[AdversarialStep.Input.damaged] = (0..<batch * 256).flatMap { $0 % 3 == 0 ? [0, 1] : [values["real"]![$0], 0] }
            for weight in reconstruction.weights { values[weight.rawValue] = [0.7] }
        }
        for network in ["generator", "discriminator"] { values["\(network).stepSize"] = [0.01]; values["\(network).secondScale"] = [3] }
        for variable in StateLayout(graph).variables {
            values[variable.name] = variable.name.hasPrefix("adam") || variable.name.hasSuffix("running_var")
                ? [Double](repeating: 0.3, count: variable.shape.count) : random.numbers(variable.shape.count, in: -0.3...0.3)
        }
        let variant = step.penalised ?? step.plain
        PlanCheck.run(variant.losses.all + variant.updates + variant.averageUpdates, values: values, runs: 2, lanes: lanes, tolerance: 5e-3)
    }

    @Test func `a network that repairs may be told of each picture, and starts as if it were not`() {
        let told = ContextEncoder.architecture(size: 16, channels: 1, width: 4, penaltyInterval: 16, condition: .classes(3)), graph = Graph()
        let weights = told.generator.declare(in: graph), given = graph.input("given", [2, told.inputExtent]), kinds = graph.input("kinds", [2, 3])
        let known = told.generator(given, weights, condition: kinds)
        var random = SeededNumbers(3)
        var values = ["given": random.numbers(2 * told.inputExtent, in: -1...1), "kinds": [1, 0, 0, 0, 1, 0.0]]
        for variable in StateLayout(graph).variables {
            values[variable.name] = variable.name.hasSuffix("running_var") ? [Double](repeating: 0.3, count: variable.shape.count)
                : random.numbers(variable.shape.count, in: -0.3...0.3)
        }
        let embedding = values.keys.first { $0.hasSuffix("embedding") } ?? ""
        func drawn(_ change: (inout [String: [Double]]) -> Void) -> [Double] {
            var changed = values
            change(&changed)
            var reference = ReferenceInterpreter(changed)
            return reference.run([known])[0]
        }
        let untold = drawn { $0[embedding] = $0[embedding]?.map { _ in 0 } }
        #expect(untold == drawn { $0[embedding] = $0[embedding]?.map { _ in 0 }; $0["kinds"] = [0, 1, 0, 0, 0, 1] })
        #expect(drawn { _ in } != untold)
        PlanCheck.run([known], values: values)
    }

    @Test func `data without classes, or with others, is refused with what would work`() throws {
        let settings = try Preset.projection.settings(["size": 16, "width": 4])
        let recipe = Recipe(preset: .projection, data: "here", seed: 1, settings: settings)
        func images(labels: [UInt8]?) -> ImageSet {
            ImageSet(name: "here", height: 16, width: 16, channels: 1, pixels: [UInt8](repeating: 0, count: 256 * 100), labels: labels)
        }
        #expect(throws: ConditionError.noClasses(data: "here")) { try Trainer(recipe, images: images(labels: nil), lanes: 1) }
        #expect(throws: ConditionError.otherClasses(data: "here", found: 3, expected: 10)) {
            try Trainer(recipe, images: images(labels: (0..<100).map { UInt8($0 % 3) }), lanes: 1)
        }
    }

    @Test func `a size it does not take is refused with those it takes`() {
        #expect(throws: SettingError.unfit(preset: "dcgan", setting: "size", value: 30, fitting: Preset.dcgan.sizes!)) {
            try Preset.dcgan.settings(["size": 30])
        }
        #expect(throws: SettingError.self) { try Preset.article.settings(["width": 64]) }
    }
}
