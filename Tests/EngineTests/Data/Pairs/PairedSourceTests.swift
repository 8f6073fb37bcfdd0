import Engine
import Foundation
import Raster
import Testing

@Suite struct `Data with captions and sounds` {
    let scratch = ScratchFolder()

    private func labelled(_ count: Int) -> ImageSet {
        ImageSet(name: "data", height: 1, width: 1, channels: 1, pixels: (0..<count).map { UInt8($0 % 251) },
                 labels: (0..<count).map { UInt8($0 % 10) }, classNames: FashionMNIST.classNames)
    }

    @Test func `labelled pictures get captions of their class`() {
        let set = PairedSource.labelled(labelled(200), test: false, speech: nil) { _, _ in }
        for i in 0..<200 {
            #expect(set.captions[i].count == 4)
            #expect(set.captions[i].allSatisfy { caption in FashionMNIST.names[i % 10].trained.contains { caption.contains($0) } })
        }
        #expect(Set(set.captions.joined()).count > 150 && !set.hasSounds)
        #expect(PairedSource.labelled(labelled(200), test: false, speech: nil) { _, _ in }.captions == set.captions)
    }

    @Test func `the test half has each wording in its place`() {
        let train = Set(PairedSource.labelled(labelled(2000), test: false, speech: nil) { _, _ in }.captions.joined())
        let test = PairedSource.labelled(labelled(200), test: true, speech: nil) { _, _ in }.captions
        for (k, wording) in Wording.allCases.enumerated() {
            let seen = test.count { train.contains($0[k]) }
            #expect(wording == .trained ? seen > 190 : seen == 0, "\(wording): \(seen)")
        }
    }

    @Test func `pictures without labels have no captions`() {
        let images = ImageSet(name: "x", height: 1, width: 1, channels: 1, pixels: [1, 2])
        #expect(!PairedSource.labelled(images, test: false, speech: nil) { _, _ in }.hasCaptions)
    }

    @Test func `pictures of a class share its sounds, four to a picture`() throws {
        try SoundFile.write(SoundClip(samples: [Float](repeating: 0.1, count: 1600)), to: scratch.path("model.wav"))
        let speaker = try scratch.program("speaker", "cp '\(scratch.path("model.wav"))' \"$2\"")
        let speech = Speech(folder: scratch.path("speech"), speakers: Speakers(voices: ["a", "b"]), program: speaker)
        let train = PairedSource.labelled(labelled(500), test: false, speech: speech) { _, _ in }
        let test = PairedSource.labelled(labelled(500), test: true, speech: speech) { _, _ in }
        #expect(train.faults.isEmpty && train.sounds.allSatisfy { Set($0).count == 4 })
        for set in [train, test] {
            // Four names each, by two speakers, with an article and alone; of the trousers' names, three are plural and have none.
            for label in 0..<10 { #expect(Set(stride(from: label, to: 500, by: 10).flatMap { set.sounds[$0] }).count == (label == 1 ? 10 : 16)) }
            #expect(Set(set.sounds.joined()).count == 154)
        }
        #expect(Set(train.sounds.joined()).isDisjoint(with: Set(test.sounds.joined())))
    }

    @Test func `shapes come with captions, sounds and the truth, with no file at all`() throws {
        let train = try PairedSource.open("shapes", size: 8, channels: 3), test = try PairedSource.open("shapes:test", size: 8, channels: 3)
        #expect(train.captions.count == 10_000 && train.captions.allSatisfy { $0.count == 4 } && train.sounds.allSatisfy { Set($0).count == 2 })
        let traits = try #require(train.traits)
        for i in 0..<200 {
            guard case .scene(let heard, let take) = train.sounds[i][0] else { Issue.record("\(train.sounds[i])"); return }
            #expect(heard == traits[i] && SceneSound.trained.contains(take))
        }
        #expect(Set(train.sounds.joined()).isDisjoint(with: Set(test.sounds.joined())))
        #expect(try DataSource.open("shapes", size: 8, channels: 3) == train.images)
    }

    @Test func `sizes and names are refused as without captions`() {
        #expect(throws: DataError.impossibleSize(1, of: "shapes")) { try PairedSource.open("shapes", size: 1) }
        #expect(throws: DataError.unknownName("shapse", nearest: "shapes")) { try PairedSource.open("shapse") }
    }

    // MARK: - Written and read back

    @Test func `what is written as a folder is read back the same, sounds and classes too`() throws {
        let halves = try DataHalves.open("shapes", size: 8, channels: 3).sample(30, seed: 1)
        let folder = scratch.path("out")
        #expect(try halves.write(to: folder).isEmpty)
        for (half, written) in [(folder, halves.training), (folder + ":test", try #require(halves.heldOut))] {
            let read = try PairedSource.open(half)
            #expect(read.faults.isEmpty && read.images.count == 30)
            #expect(Set(read.captions.joined()) == Set(written.captions.joined()))
            #expect(Set(read.sounds.joined()).count == Set(written.sounds.joined()).count)
            // Pictures come back in the order of their classes.
            let order = (0..<30).sorted { (written.images.className(at: $0) ?? "", $0) < (written.images.className(at: $1) ?? "", $1) }
            for (place, index) in order.enumerated() {
                #expect(read.images.bitmap(at: place).pixels == written.images.bitmap(at: index).pixels)
                #expect(read.images.className(at: place) == written.images.className(at: index))
                var seen: Set<String> = []
                #expect(read.captions[place] == written.captions[index].filter { seen.insert($0).inserted })
                let clips = try (written.sounds[index][0].clip(seconds: 1), read.sounds[place][0].clip(seconds: 1))
                #expect(zip(clips.0.samples, clips.1.samples).allSatisfy { abs($0 - $1) < 1e-4 })
            }
        }
    }

    @Test func `a folder that has something in it is left alone`() throws {
        try scratch.write([1], "out/x")
        #expect(throws: DataError.folderNotEmpty(path: scratch.path("out"))) {
            try DataHalves(training: PairedSet(images: labelled(3))).write(to: scratch.path("out"))
        }
        #expect(try scratch.entries("out") == ["x"])
    }

    // MARK: - Inspected

    @Test func `an inspection counts what is there, what is missing and what is broken`() throws {
        for name in ["a/1.png", "a/2.png", "b/3.png"] { try scratch.write(PNG.encode(Bitmap(width: 8, height: 8, channels: 1, filledWith: 9)), name) }
        try scratch.write(Array("no picture".utf8), "b/4.png")
        try SoundFile.write(SoundClip(samples: [Float](repeating: 0, count: 8000)), to: scratch.path("s.wav"))
        try scratch.write(Array("no sound".utf8), "t.wav")
        try scratch.write(Array("file_name,text,audio_file_name\na/1.png,one,s.wav\na/2.png,one,t.wav\nc.png,two,\na/1.png,,\n".utf8), "metadata.csv")
        let found = DataInspection(try PairedSource.open(scratch.path))
        #expect(found.pictures.count == 3 && found.classes?.map(\.name) == ["a", "b"] && found.classes?.map(\.pictures) == [2, 1])
        let captions = found.captions, sounds = found.sounds
        #expect(captions.count == 2 && captions.different == 1 && captions.picturesWithout == 1 && captions.longest == 3)
        #expect(captions.examples.joined() == "one")
        #expect(sounds.different == 2 && sounds.unreadable == 1 && sounds.picturesWithout == 1)
        #expect(sounds.shortest == 0.5 && sounds.median == 0.5 && sounds.longest == 0.5)
        let faults = found.faults.map { "\($0.file.split(separator: "/").last ?? ""):\($0.line ?? 0)" }
        #expect(faults.joined(separator: " ") == "4.png:0 metadata.csv:4 metadata.csv:5 t.wav:0")
        let json = try JSONEncoder().encode(found)
        #expect(try JSONDecoder().decode(DataInspection.self, from: json) == found)
    }
}
