import Engine
import Foundation
import Raster
import Testing

/// Runs of the preset multimodal, small: eight coloured squares with captions, some with sounds.
@Suite struct MultimodalRunTests {
    private static let names = ["red square", "blue square", "green disc", "white disc"]
    private static let count = 64, side = 16

    /// Picture i shows kind i % 4; sounds, one tone to a kind, belong to every other picture.
    private static func pairs(captions: Bool = true, sounds: [String]? = nil) -> PairedSet {
        let colours: [[UInt8]] = [[220, 20, 20], [20, 20, 220], [20, 200, 20], [230, 230, 230]]
        let pixels = (0..<count).flatMap { index -> [UInt8] in
            let kind = index % 4, shift = index / 4 % 3
            return (0..<side * side).flatMap { place -> [UInt8] in
                let (y, x) = (place / side - 8 - shift, place % side - 8)
                let isInside = kind < 2 ? abs(x) < 5 && abs(y) < 5 : x * x + y * y < 20
                return isInside ? colours[kind] : [0, 0, 0]
            }
        }
        let images = ImageSet(name: "squares", height: side, width: side, channels: 3, pixels: pixels, labels: (0..<count).map { UInt8($0 % 4) })
        return PairedSet(images: images, captions: captions ? (0..<count).map { index in [names[index % 4], "a \(names[index % 4])"] } : nil,
                         sounds: sounds.map { files in (0..<count).map { $0 % 2 == 0 ? [.file(files[$0 % 4])] : [] } })
    }

    /// One tone for each kind, as files in `folder`.
    private static func tones(_ folder: String) throws -> [String] {
        try (0..<4).map { kind in
            let path = "\(folder)/\(kind).wav"
            let samples = (0..<8000).map { Float(sin(Double($0) * 2 * .pi * 300 * pow(1.6, Double(kind)) / 16_000)) * 0.4 }
            try SoundFile.write(SoundClip(samples: samples), to: path)
            return path
        }
    }

    private static func recipe(jointSteps: Int) throws -> Recipe {
        let given: [String: Double] = ["size": 16, "channels": 3, "width": 4, "latent": 6, "batch": 8, "samples": 8, "joint.steps": Double(jointSteps),
                                       "joint.batch": 32, "score.every": 0]
        return Recipe(preset: .multimodal, data: "squares", seed: 3, settings: try Preset.multimodal.settings(given))
    }

    private static func checkpoint(_ trainer: Trainer, in folder: String) throws -> String {
        let path = "\(folder)/step.safetensors"
        let note = CheckpointNote(preset: "multimodal", data: "squares", seed: 3, step: trainer.step, settings: trainer.settings.values,
                                  modalities: trainer.modalities)
        try Safetensors.write(trainer.state(), metadata: note.metadata, to: path)
        return path
    }

    @Test(arguments: [2, 6]) func `a run restored in either stage goes on exactly as the one that was saved`(at: Int) throws {
        let files = try Self.tones(SmallRun.temporary())
        let whole = try Trainer(Self.recipe(jointSteps: 4), pairs: Self.pairs(sounds: files), lanes: 2)
        for _ in 0..<at { _ = whole.advance() }
        let saved = whole.state(), settings = whole.settings
        for _ in 0..<5 { _ = whole.advance() }

        let resumed = try Trainer(Self.recipe(jointSteps: 4), pairs: Self.pairs(sounds: files), lanes: 2)
        try resumed.restore(saved, step: at, settings: settings)
        for _ in 0..<5 { _ = resumed.advance() }
        #expect(whole.state() == resumed.state())
        #expect(whole.sampleGrid().grid == resumed.sampleGrid().grid)
    }

    @Test func `the space is learned first, then the networks that draw, each leaving the other alone`() throws {
        let trainer = try Trainer(Self.recipe(jointSteps: 3), pairs: Self.pairs(), lanes: 1)
        func moved(_ before: [NamedTensor]) -> Set<Substring> {
            Set(zip(before, trainer.state()).filter { $0.0 != $0.1 }.map { $0.0.name.prefix { $0 != "." } })
        }
        var before = trainer.state()
        for _ in 0..<3 {
            guard case .joint(let measures) = trainer.advance().measures else { Issue.record("no step of the joint space"); return }
            #expect(measures.loss.isFinite && (0...1).contains(measures.agreement))
        }
        #expect(moved(before) == ["joint", "adam"])
        trainer.prepare()
        before = trainer.state()
        #expect(trainer.advance().adversarial != nil)
        #expect(moved(before) == ["generator", "discriminator", "generator_average", "adam"])
        #expect(trainer.modalities == [.text, .image])
    }

    @Test func `texts, sounds and pictures find what they mean, any of them alone or together`() throws {
        let folder = try SmallRun.temporary(), files = try Self.tones(folder)
        let pairs = Self.pairs(sounds: files)
        let trainer = try Trainer(Self.recipe(jointSteps: 120), pairs: pairs, lanes: 2)
        for _ in 0..<121 { _ = trainer.advance() }
        let path = try Self.checkpoint(trainer, in: folder)
        let model = try JointModel(checkpoint: path, lanes: 1)
        #expect(model.modalities == [.text, .audio, .image])
        let index = JointIndex(model.vectors(of: pairs.images), lanes: 1)
        func kinds(_ change: (inout Query) -> Void) throws -> [Int] {
            var query = Query()
            change(&query)
            return index.nearest(8, to: try model.vector(of: query))[0].map { $0.index % 4 }
        }
        for kind in 0..<4 {
            let tone = try SoundClip.read(files[kind], seconds: 5).clip, picture = pairs.images.bitmap(at: kind)
            if kind % 2 == 0 { #expect(try kinds { $0.sound = tone } == [Int](repeating: kind, count: 8), "sound \(kind)") }
            #expect(try kinds { $0.text = Self.names[kind] } == [Int](repeating: kind, count: 8), "text \(kind)")
            #expect(try kinds { $0.text = "a " + Self.names[kind].replacing("square", with: "sqaure") } == [Int](repeating: kind, count: 8))
            #expect(try kinds { $0.picture = picture } == [Int](repeating: kind, count: 8), "picture \(kind)")
            #expect(try kinds { ($0.text, $0.picture, $0.weights) = (Self.names[kind], picture, [.image: 0.5]) } == [Int](repeating: kind, count: 8))
        }
        #expect(try kinds { ($0.text, $0.picture, $0.weights) = (Self.names[1], pairs.images.bitmap(at: 0), [.image: 0]) }.allSatisfy { $0 == 1 })
        // The generator takes what the encoders give, from the same file.
        let generator = try GeneratorModel(checkpoint: path, lanes: 1)
        let vector = try model.vector(text: "red square")
        let latents = generator.latents(seed: 0, 0..<3), told = generator.conditions(all: vector, for: latents)
        #expect(generator.pictures(for: latents, conditions: told).count == 3)
        // What the text leaves open is one of the pictures that it means.
        #expect(index.nearest(8, to: told).allSatisfy { $0.allSatisfy { $0.index % 4 == 0 } })
        #expect(generator.conditions(all: vector, for: latents) == told)
        #expect(generator.pictures(for: generator.latents(seed: 0, 0..<3), conditions: generator.conditions(0..<3)).count == 3)
        #expect(try Retrieval.all(of: pairs, model, lanes: 1).allSatisfy { $0.precision.value > 0.9 })
        // Samples that nobody asks for are of every kind in its share, and of any ten in a row as far as ten go.
        let asked = trainer.sampleConditions(0..<10_000), wanted = index.nearest(1, to: asked).map { $0[0].index % 4 }
        #expect((0..<4).map { kind in wanted.count { $0 == kind } } == [2_500, 2_500, 2_500, 2_500])
        for kind in 0..<4 { #expect(abs(wanted.prefix(2_000).count { $0 == kind } - 500) < 10) }
        #expect((0..<4).allSatisfy { kind in (2...3).contains(wanted.prefix(10).count { $0 == kind }) })
        // Each is asked for a little differently, as in training: 10,000 vectors for eight captions.
        #expect(Set((0..<10_000).map { Array(asked[$0 * JointSpace.extent..<($0 + 1) * JointSpace.extent]) }).count == 10_000)
    }

    @Test func `a run that is told nothing draws where nothing is asked for`() throws {
        let settings = try Preset.modern.settings(["size": 16, "channels": 3, "width": 4, "latent": 6, "batch": 8, "samples": 8, "score.every": 0])
        let trainer = try Trainer(Recipe(preset: .modern, data: "squares", seed: 3, settings: settings), pairs: Self.pairs(), lanes: 1)
        let path = "\(try SmallRun.temporary())/step.safetensors"
        let note = CheckpointNote(preset: "modern", data: "squares", seed: 3, step: 0, settings: settings.values)
        try Safetensors.write(trainer.state(), metadata: note.metadata, to: path)
        let generator = try GeneratorModel(checkpoint: path, lanes: 1), latents = generator.latents(seed: 0, 0..<3)
        #expect(generator.conditions(all: [], for: latents).isEmpty)
        #expect(generator.pictures(for: latents, conditions: generator.conditions(all: [], for: latents)).count == 3)
    }

    @Test func `what a run cannot take is said in one line`() throws {
        let folder = try SmallRun.temporary()
        #expect(throws: ModalityError.noPairs(data: "squares")) { try Trainer(Self.recipe(jointSteps: 2), pairs: Self.pairs(captions: false), lanes: 1) }
        let trainer = try Trainer(Self.recipe(jointSteps: 2), pairs: Self.pairs(), lanes: 1)
        _ = trainer.advance()
        let early = try Self.checkpoint(trainer, in: folder)
        #expect(throws: ModalityError.unlearned(run: early, step: 1, needed: 2)) { try JointModel(checkpoint: early, lanes: 1) }
        for _ in 0..<2 { _ = trainer.advance() }
        let path = try Self.checkpoint(trainer, in: folder)
        let model = try JointModel(checkpoint: path, lanes: 1)
        #expect(throws: ModalityError.emptyText) { try model.vector(text: " ?! ") }
        #expect(throws: ModalityError.unknownWords("сапог")) { try model.vector(text: "сапог") }
        #expect(throws: ModalityError.tooLong(bytes: 100_000, most: JointModel.longestText)) { try model.vector(text: String(repeating: "a", count: 100_000)) }
        #expect(throws: ModalityError.never(.audio, run: path)) { try model.vector(sound: SoundClip(samples: [1, 0, 1]), name: "a.wav") }
        #expect(throws: ModalityError.noPrompt) { try model.vector(of: Query()) }
    }

    @Test func `a run learns only from the kinds of information that its settings leave it`() throws {
        let files = try Self.tones(SmallRun.temporary())
        func modalities(_ given: [String: Double]) throws -> [Modality] {
            var recipe = try Self.recipe(jointSteps: 2)
            recipe.settings = try Preset.multimodal.settings(recipe.settings.values.merging(given) { $1 })
            return try Trainer(recipe, pairs: Self.pairs(sounds: files), lanes: 1).modalities
        }
        #expect(try modalities([:]) == [.text, .audio, .image])
        #expect(try modalities(["joint.texts": 0]) == [.audio, .image])
        #expect(try modalities(["joint.sounds": 0]) == [.text, .image])
    }

    @Test func `a sound that cannot be read is left out and named, the rest goes on`() throws {
        let folder = try SmallRun.temporary()
        var files = try Self.tones(folder)
        try SoundFile.write(SoundClip(samples: [Float](repeating: 0, count: 4000)), to: "\(folder)/silent.wav")
        (files[0], files[2]) = ("\(folder)/missing.wav", "\(folder)/silent.wav")
        let trainer = try Trainer(Self.recipe(jointSteps: 2), pairs: Self.pairs(sounds: files), lanes: 1)
        #expect(trainer.faults.count == 2 && trainer.faults.contains { $0.contains("missing.wav") } && trainer.faults.contains { $0.contains("silent.wav") })
        #expect(trainer.modalities == [.text, .image])
        #expect(trainer.advance().isFinite)
    }
}
