import Datasets
import Foundation
import Raster
import Testing

@Suite struct `Multimodal datasets` {
    let scratch = ScratchFolder()

    private func labelled(_ count: Int) -> ImageSet {
        ImageSet(
            name: "data", height: 1, width: 1, channels: 1, pixels: (0..<count).map { UInt8($0 % 251) },
            labels: (0..<count).map { UInt8($0 % 10) }, classNames: FashionMNIST.classNames)
    }

    @Test func `labelled images get captions of their class`() {
        let set = MultimodalSource.labelled(labelled(200), test: false, speech: nil) { _, _ in }
        for i in 0..<200 {
            #expect(set.captions[i].count == 4)
            #expect(
                set.captions[i].allSatisfy { caption in
                    FashionMNIST.names[i % 10].trained.contains { caption.contains($0) }
                })
        }
        #expect(Set(set.captions.joined()).count > 150 && !set.hasSounds)
        #expect(MultimodalSource.labelled(labelled(200), test: false, speech: nil) { _, _ in }.captions == set.captions)
    }

    @Test func `the test split has one caption of each variant, in order`() {
        let train = Set(
            MultimodalSource.labelled(labelled(2000), test: false, speech: nil) { _, _ in }.captions.joined())
        let test = MultimodalSource.labelled(labelled(200), test: true, speech: nil) { _, _ in }.captions
        for (k, variant) in CaptionVariant.allCases.enumerated() {
            let seen = test.count { train.contains($0[k]) }
            #expect(variant == .trained ? seen > 190 : seen == 0, "\(variant): \(seen)")
        }
    }

    @Test func `images without labels have no captions`() {
        let images = ImageSet(name: "x", height: 1, width: 1, channels: 1, pixels: [1, 2])
        #expect(!MultimodalSource.labelled(images, test: false, speech: nil) { _, _ in }.hasCaptions)
    }

    @Test func `images of a class share its sounds, four for each image`() throws {
        try AudioFile.write(AudioClip(samples: [Float](repeating: 0.1, count: 1600)), to: scratch.path("model.wav"))
        let speaker = try scratch.program("speaker", "cp '\(scratch.path("model.wav"))' \"$2\"")
        let speech = SpeechSynthesizer(
            folder: scratch.path("speech"), speakers: Speakers(voices: ["a", "b"]), program: speaker)
        let train = MultimodalSource.labelled(labelled(500), test: false, speech: speech) { _, _ in }
        let test = MultimodalSource.labelled(labelled(500), test: true, speech: speech) { _, _ in }
        #expect(train.faults.isEmpty && train.sounds.allSatisfy { Set($0).count == 4 })
        for set in [train, test] {
            // Four names, two speakers, with and without article; three of the trousers' names are plural and have no article.
            for label in 0..<10 {
                #expect(
                    Set(stride(from: label, to: 500, by: 10).flatMap { set.sounds[$0] }).count == (label == 1 ? 10 : 16)
                )
            }
            #expect(Set(set.sounds.joined()).count == 154)
        }
        #expect(Set(train.sounds.joined()).isDisjoint(with: Set(test.sounds.joined())))
    }

    @Test func `shapes have captions, sounds and traits`() throws {
        let train = try MultimodalSource.open("shapes", size: 8, channels: 3),
            test = try MultimodalSource.open("shapes:test", size: 8, channels: 3)
        #expect(
            train.captions.count == 10_000 && train.captions.allSatisfy { $0.count == 4 }
                && train.sounds.allSatisfy { Set($0).count == 2 })
        let traits = try #require(train.traits)
        for i in 0..<200 {
            guard case .scene(let heard, let take) = train.sounds[i][0] else {
                Issue.record("\(train.sounds[i])"); return
            }
            #expect(heard == traits[i] && SceneAudio.trained.contains(take))
        }
        #expect(Set(train.sounds.joined()).isDisjoint(with: Set(test.sounds.joined())))
        #expect(try DataSource.open("shapes", size: 8, channels: 3) == train.images)
    }

    @Test func `invalid sizes and names are rejected`() {
        #expect(throws: DataError.impossibleSize(1, of: "shapes")) { try MultimodalSource.open("shapes", size: 1) }
        #expect(throws: DataError.unknownName("shapse", nearest: "shapes")) { try MultimodalSource.open("shapse") }
    }

    // MARK: - Written and read back

    @Test func `a written folder is read back equal, with sounds and classes`() throws {
        let splits = try TrainTestSplit.open("shapes", size: 8, channels: 3).sample(30, seed: 1)
        let folder = scratch.path("out")
        #expect(try splits.write(to: folder).isEmpty)
        for (name, written) in [(folder, splits.training), (folder + ":test", try #require(splits.heldOut))] {
            let read = try MultimodalSource.open(name)
            #expect(read.faults.isEmpty && read.images.count == 30)
            #expect(Set(read.captions.joined()) == Set(written.captions.joined()))
            #expect(Set(read.sounds.joined()).count == Set(written.sounds.joined()).count)
            // Images come back in the order of their classes.
            let order = (0..<30).sorted {
                (written.images.className(at: $0) ?? "", $0) < (written.images.className(at: $1) ?? "", $1)
            }
            for (position, index) in order.enumerated() {
                #expect(read.images.bitmap(at: position).pixels == written.images.bitmap(at: index).pixels)
                #expect(read.images.className(at: position) == written.images.className(at: index))
                var seen: Set<String> = []
                #expect(read.captions[position] == written.captions[index].filter { seen.insert($0).inserted })
                let clips = try (written.sounds[index][0].clip(seconds: 1), read.sounds[position][0].clip(seconds: 1))
                #expect(zip(clips.0.samples, clips.1.samples).allSatisfy { abs($0 - $1) < 1e-4 })
            }
        }
    }

    @Test func `a folder that is not empty is not changed`() throws {
        try scratch.write([1], "out/x")
        #expect(throws: DataError.folderNotEmpty(path: scratch.path("out"))) {
            try TrainTestSplit(training: MultimodalSet(images: labelled(3))).write(to: scratch.path("out"))
        }
        #expect(try scratch.entries("out") == ["x"])
    }

    // MARK: - Inspected

    @Test func `an inspection counts contents, missing parts and faults`() throws {
        for name in ["a/1.png", "a/2.png", "b/3.png"] {
            try scratch.write(PNG.encode(Bitmap(width: 8, height: 8, channels: 1, filledWith: 9)), name)
        }
        try scratch.write(Array("no image".utf8), "b/4.png")
        try AudioFile.write(AudioClip(samples: [Float](repeating: 0, count: 8000)), to: scratch.path("s.wav"))
        try scratch.write(Array("no sound".utf8), "t.wav")
        try scratch.write(
            Array("file_name,text,audio_file_name\na/1.png,one,s.wav\na/2.png,one,t.wav\nc.png,two,\na/1.png,,\n".utf8),
            "metadata.csv")
        let found = DataInspection(try MultimodalSource.open(scratch.path))
        #expect(
            found.images.count == 3 && found.classes?.map(\.name) == ["a", "b"]
                && found.classes?.map(\.images) == [2, 1])
        let captions = found.captions, sounds = found.sounds
        #expect(captions.count == 2 && captions.different == 1 && captions.imagesWithout == 1 && captions.longest == 3)
        #expect(captions.examples.joined() == "one")
        #expect(sounds.different == 2 && sounds.unreadable == 1 && sounds.imagesWithout == 1)
        #expect(sounds.shortest == 0.5 && sounds.median == 0.5 && sounds.longest == 0.5)
        let faults = found.faults.map { "\($0.file.split(separator: "/").last ?? ""):\($0.line ?? 0)" }
        #expect(faults.joined(separator: " ") == "4.png:0 metadata.csv:4 metadata.csv:5 t.wav:0")
        let json = try JSONEncoder().encode(found)
        #expect(try JSONDecoder().decode(DataInspection.self, from: json) == found)
    }
}
