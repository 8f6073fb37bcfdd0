import Conditioning
import Datasets
import Models
import Testing
import Training

@Suite struct MultimodalEncoderTests {
    private typealias Run = SmallMultimodalRun

    @Test func `text, audio and image queries find images of their class, alone and combined`() throws {
        let folder = try SmallRun.temporary(), files = try Run.tones(folder)
        let pairs = Run.pairs(sounds: files)
        let trainer = try Trainer(Run.configuration(pretrainingSteps: 120), pairs: pairs, threads: 2)
        for _ in 0..<121 { _ = trainer.advance() }
        let path = try Run.checkpoint(trainer, in: folder)
        let encoder = try OpenedCheckpoint(path).multimodalEncoder(threads: 1)
        #expect(encoder.modalities == [.text, .audio, .image])
        let index = EmbeddingIndex(encoder.vectors(of: pairs.images), threads: 1)
        func classes(_ change: (inout Query) -> Void) throws -> [Int] {
            var query = Query()
            change(&query)
            return index.nearest(8, to: try encoder.vector(of: query))[0].map { $0.index % 4 }
        }
        for kind in 0..<4 {
            let tone = try AudioClip.read(files[kind], seconds: 5).clip, image = pairs.images.bitmap(at: kind)
            let name = Run.names[kind], expected = [Int](repeating: kind, count: 8)
            // The other two classes have no sounds.
            if kind % 2 == 0 { #expect(try classes { $0.sound = tone } == expected, "sound \(kind)") }
            #expect(try classes { $0.text = name } == expected, "text \(kind)")
            #expect(
                try classes { $0.text = "a " + name.replacing("square", with: "sqaure") } == expected, "typo \(kind)")
            #expect(try classes { $0.image = image } == expected, "image \(kind)")
            #expect(
                try classes { ($0.text, $0.image, $0.weights) = (name, image, [.image: 0.5]) } == expected,
                "both \(kind)")
        }
        let unweighted = try classes {
            ($0.text, $0.image, $0.weights) = (Run.names[1], pairs.images.bitmap(at: 0), [.image: 0])
        }
        #expect(unweighted.allSatisfy { $0 == 1 })
        #expect(try Retrieval.all(of: pairs, encoder, threads: 1).allSatisfy { $0.precision.value > 0.9 })

        try Self.checkPrompts(path, encoder, index)
        Self.checkSampleConditions(trainer, index)
    }

    /// The generator takes the encoder's embeddings; a prompt is completed by an image of its class.
    private static func checkPrompts(_ path: String, _ encoder: MultimodalEncoder, _ index: EmbeddingIndex) throws {
        let generator = try GeneratorModel(checkpoint: path, threads: 1)
        let vector = try encoder.vector(text: "red square")
        let latents = generator.latents(seed: 0, 0..<3), conditions = generator.conditions(all: vector, for: latents)
        #expect(generator.images(for: latents, conditions: conditions).count == 3)
        #expect(index.nearest(8, to: conditions).allSatisfy { $0.allSatisfy { $0.index % 4 == 0 } })
        #expect(generator.conditions(all: vector, for: latents) == conditions)
        #expect(generator.images(for: latents, conditions: generator.conditions(0..<3)).count == 3)
    }

    /// Conditions of samples without a prompt are stratified by class, in all and in any ten in a row, and differ.
    private static func checkSampleConditions(_ trainer: Trainer, _ index: EmbeddingIndex) {
        let E = EmbeddingSpace.dimension, conditions = trainer.sampleConditions(0..<10_000)
        let classes = index.nearest(1, to: conditions).map { $0[0].index % 4 }
        #expect((0..<4).map { kind in classes.count { $0 == kind } } == [2_500, 2_500, 2_500, 2_500])
        for kind in 0..<4 { #expect(abs(classes.prefix(2_000).count { $0 == kind } - 500) < 10) }
        #expect((0..<4).allSatisfy { kind in (2...3).contains(classes.prefix(10).count { $0 == kind }) })
        #expect(Set((0..<10_000).map { Array(conditions[$0 * E..<($0 + 1) * E]) }).count == 10_000)
    }

    @Test func `an unconditional run has empty conditions`() throws {
        let settings = try Preset.modern.settings(SmallMultimodalRun.settings)
        let configuration = TrainingConfiguration(preset: .modern, data: "squares", seed: 3, settings: settings)
        let trainer = try Trainer(configuration, pairs: Run.pairs(), threads: 1)
        let path = try Run.checkpoint(trainer, in: SmallRun.temporary())
        let generator = try GeneratorModel(checkpoint: path, threads: 1), latents = generator.latents(seed: 0, 0..<3)
        #expect(generator.conditions(all: [], for: latents).isEmpty)
        #expect(generator.images(for: latents, conditions: generator.conditions(all: [], for: latents)).count == 3)
        #expect(throws: ModalityError.notConditional(preset: "modern")) {
            try OpenedCheckpoint(path).multimodalEncoder(threads: 1)
        }
    }

    @Test func `encoders of a run that still pretrains are an error`() throws {
        let trainer = try Trainer(Run.configuration(pretrainingSteps: 2), pairs: Run.pairs(), threads: 1)
        _ = trainer.advance()
        let path = try Run.checkpoint(trainer, in: SmallRun.temporary())
        #expect(throws: ModalityError.notPretrained(run: path, step: 1, needed: 2)) {
            try OpenedCheckpoint(path).multimodalEncoder(threads: 1)
        }
    }

    @Test func `texts and audio that cannot be embedded are an error`() throws {
        let trainer = try Trainer(Run.configuration(pretrainingSteps: 2), pairs: Run.pairs(), threads: 1)
        for _ in 0..<3 { _ = trainer.advance() }
        let path = try Run.checkpoint(trainer, in: SmallRun.temporary())
        let encoder = try OpenedCheckpoint(path).multimodalEncoder(threads: 1)
        #expect(throws: ModalityError.emptyText) { try encoder.vector(text: " ?! ") }
        #expect(throws: ModalityError.unknownWords("сапог")) { try encoder.vector(text: "сапог") }
        #expect(throws: ModalityError.tooLong(bytes: 100_000, limit: MultimodalEncoder.longestText)) {
            try encoder.vector(text: String(repeating: "a", count: 100_000))
        }
        #expect(throws: ModalityError.untrained(.audio, run: path)) {
            try encoder.vector(sound: AudioClip(samples: [1, 0, 1]), name: "a.wav")
        }
        #expect(throws: ModalityError.noPrompt) { try encoder.vector(of: Query()) }
    }
}
