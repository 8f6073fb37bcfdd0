import Conditioning
import Datasets
import Runs
import Testing
import Training

@Suite struct MultimodalTrainingTests {
    private typealias Run = SmallMultimodalRun

    @Test(arguments: [2, 6]) func `a run restored in either stage continues exactly`(at: Int) throws {
        let files = try Run.tones(SmallRun.temporary())
        let whole = try Trainer(Run.configuration(pretrainingSteps: 4), pairs: Run.pairs(sounds: files), threads: 2)
        for _ in 0..<at { _ = whole.advance() }
        let saved = whole.state(), settings = whole.settings
        for _ in 0..<5 { _ = whole.advance() }

        let resumed = try Trainer(Run.configuration(pretrainingSteps: 4), pairs: Run.pairs(sounds: files), threads: 2)
        try resumed.restore(saved, step: at, settings: settings)
        for _ in 0..<5 { _ = resumed.advance() }
        #expect(whole.state() == resumed.state())
        #expect(whole.sampleGrid().grid == resumed.sampleGrid().grid)
    }

    @Test func `pretraining changes the encoders alone, adversarial training the other networks alone`() throws {
        let trainer = try Trainer(Run.configuration(pretrainingSteps: 3), pairs: Run.pairs(), threads: 1)
        func changed(_ before: [NamedTensor]) -> Set<Substring> {
            Set(zip(before, trainer.state()).filter { $0.0 != $0.1 }.map { $0.0.name.prefix { $0 != "." } })
        }
        var before = trainer.state()
        for _ in 0..<3 {
            let report = trainer.advance()
            #expect(report.stage == "pretraining" && report[.generatorLoss] == nil)
            #expect(try #require(report[.pretrainingLoss]).isFinite)
            #expect((0...1).contains(try #require(report[.pretrainingProbability])))
        }
        #expect(changed(before) == ["text_encoder", "image_encoder", "adam"])
        trainer.prepare()
        before = trainer.state()
        #expect(trainer.advance()[.generatorLoss] != nil)
        #expect(changed(before) == ["generator", "discriminator", "generator_ema", "adam"])
        #expect(trainer.modalities == [.text, .image])
    }

    @Test func `a run trains on the modalities that its settings use`() throws {
        let files = try Run.tones(SmallRun.temporary())
        func modalities(_ given: [String: SettingValue]) throws -> [Modality] {
            let configuration = try Run.configuration(pretrainingSteps: 2, given)
            return try Trainer(configuration, pairs: Run.pairs(sounds: files), threads: 1).modalities
        }
        #expect(try modalities([:]) == [.text, .audio, .image])
        #expect(try modalities(["use_captions": false]) == [.audio, .image])
        #expect(try modalities(["use_audio": false]) == [.text, .image])
    }

    @Test func `data without captions and audio is an error`() throws {
        #expect(throws: ModalityError.noPairs(data: "squares")) {
            try Trainer(Run.configuration(pretrainingSteps: 2), pairs: Run.pairs(captions: false), threads: 1)
        }
    }

    @Test func `sounds that cannot be read are skipped and reported`() throws {
        let folder = try SmallRun.temporary()
        var files = try Run.tones(folder)
        try AudioFile.write(AudioClip(samples: [Float](repeating: 0, count: 4000)), to: "\(folder)/silent.wav")
        (files[0], files[2]) = ("\(folder)/missing.wav", "\(folder)/silent.wav")
        let trainer = try Trainer(Run.configuration(pretrainingSteps: 2), pairs: Run.pairs(sounds: files), threads: 1)
        #expect(trainer.faults.count == 2)
        for name in ["missing.wav", "silent.wav"] { #expect(trainer.faults.contains { $0.contains(name) }, "\(name)") }
        #expect(trainer.modalities == [.text, .image])
        #expect(trainer.advance().isFinite)
    }
}
