import Datasets
import Foundation
import Numerics
import Testing

@Suite struct `Audio files` {
    let scratch = ScratchFolder()

    /// A 16-bit WAV file whose header has `claimed` frames.
    private func wav(_ frames: [[Int16]], rate: Int, claimed: Int? = nil) -> [UInt8] {
        let channels = frames.first?.count ?? 1, bytes = (claimed ?? frames.count) * channels * 2
        func little(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        return Array("RIFF".utf8) + little(36 + bytes, 4) + Array("WAVEfmt ".utf8) + little(16, 4) + little(1, 2)
            + little(channels, 2)
            + little(rate, 4) + little(rate * channels * 2, 4) + little(channels * 2, 2) + little(16, 2)
            + Array("data".utf8)
            + little(bytes, 4) + frames.joined().flatMap { little(Int($0), 2) }
    }

    private func error(_ name: String) -> AudioError? {
        do throws(AudioError) {
            _ = try AudioClip.read(scratch.path(name), seconds: 1)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a written file is read back`() throws {
        let clip = AudioClip(samples: (0..<1600).map { sin(Float($0) / 20) * 0.9 })
        try AudioFile.write(clip, to: scratch.path("a.wav"))
        let read = try AudioClip.read(scratch.path("a.wav"), seconds: 1)
        #expect(read.clip.rate == 16_000 && read.clip.samples.count == 1600 && !read.isTruncated && read.note == nil)
        #expect(zip(read.clip.samples, clip.samples).allSatisfy { abs($0 - $1) < 1e-4 })
        #expect(try scratch.entries() == ["a.wav"])
    }

    @Test func `FLAC and Ogg are read like WAV`() throws {
        try scratch.write(AudioSamples.flac, "a.flac")
        let flac = try AudioClip.read(scratch.path("a.flac"), seconds: 1).clip
        let tone = (0..<1600).map { 0.5 * sin(2 * Float.pi * 500 * Float($0) / 16_000) }
        #expect(flac.samples.count == 1600 && (100..<1500).allSatisfy { abs(flac.samples[$0] - tone[$0]) < 2e-3 })
        // The format is detected from the content.
        try scratch.write(AudioSamples.opus, "b.txt")
        let opus = try AudioClip.read(scratch.path("b.txt"), seconds: 1).clip
        #expect(abs(opus.duration - 0.05) < 0.01 && 0.3...0.7 ~= (opus.samples.max() ?? 0))
    }

    @Test func `channels are averaged and the rate is converted`() throws {
        try scratch.write(wav((0..<4410).map { _ in [16_384, 0] }, rate: 44_100), "stereo.wav")
        let clip = try AudioClip.read(scratch.path("stereo.wav"), seconds: 1).clip
        #expect(clip.samples.count == 1600 && abs(clip.samples[800] - 0.25) < 1e-3)
    }

    @Test func `only the beginning of a long file is read, with a note`() throws {
        try scratch.write(wav((0..<80_000).map { _ in [100] }, rate: 8000), "long.wav")
        let reading = try AudioClip.read(scratch.path("long.wav"), seconds: 2)
        #expect(reading.clip.duration == 2 && reading.wholeDuration == 10 && reading.isTruncated)
        #expect(reading.note == "the first 2 seconds of 10 are used")
    }

    @Test func `an MP3 is read, or refused in one line by a libsndfile before 1.1`() throws {
        try scratch.write(AudioSamples.mp3, "a.mp3")
        do throws(AudioError) {
            let reading = try AudioClip.read(scratch.path("a.mp3"), seconds: 1)
            #expect(abs(reading.clip.duration - 0.1) < 0.01 && 0.3...0.7 ~= (reading.clip.samples.max() ?? 0))
        } catch {
            #expect(
                !error.description.contains("\n") && error.description.contains("a.mp3") && !error.suggestion.isEmpty)
        }
        // Not one that ends early, nor noise with its beginning, ends the reader.
        for count in [1, 100, 200, 500] {
            try scratch.write(Array(AudioSamples.mp3.prefix(count)), "part.mp3")
            if let part = try? AudioClip.read(scratch.path("part.mp3"), seconds: 1) { #expect(part.clip.duration < 1) }
        }
    }

    @Test func `a header with a false length allocates no memory`() throws {
        try scratch.write(wav((0..<800).map { _ in [100] }, rate: 8000, claimed: 8000 * 3600), "lying.wav")
        #expect(try AudioClip.read(scratch.path("lying.wav"), seconds: 4000).clip.samples.count == 1600)
    }

    @Test func `empty files, other files and folders have one-line errors`() throws {
        try scratch.write([], "nothing.wav")
        try scratch.write(wav([], rate: 8000), "empty.wav")
        try scratch.write(Array("This is no sound at all.".utf8), "text.wav")
        try scratch.write(wav([[1]], rate: 0), "still.wav")
        try scratch.write(wav([[1]], rate: 10), "slow.wav")
        try scratch.write([], "folder/x")
        #expect(error("nothing.wav") == .empty(path: scratch.path("nothing.wav")))
        #expect(error("empty.wav") == .empty(path: scratch.path("empty.wav")))
        guard case .notAudio = error("text.wav") else {
            Issue.record("\(String(describing: error("text.wav")))"); return
        }
        #expect(error("still.wav") != nil)
        #expect(error("slow.wav") == .unsupportedRate(path: scratch.path("slow.wav"), rate: 10))
        #expect(error("folder") == .unreadable(path: scratch.path("folder"), reason: "not a file"))
        guard case .unreadable = error("missing.wav") else { Issue.record("missing"); return }
        for name in ["nothing.wav", "text.wav", "slow.wav", "folder", "missing.wav"] {
            #expect(error(name)?.description.contains("\n") == false)
        }
    }

    @Test func `corrupt files are read partly or rejected`() throws {
        let whole = wav((0..<500).map { [Int16($0)] }, rate: 8000)
        var random = SplitMix64.Sequence(seed: 3)
        for i in 0..<200 {
            var bytes = whole
            for _ in 0..<3 { bytes[Int.random(in: 0..<60, using: &random)] = UInt8.random(in: 0...255, using: &random) }
            try scratch.write(Array(bytes.prefix(Int.random(in: 1...bytes.count, using: &random))), "\(i).wav")
            if let reading = try? AudioClip.read(scratch.path("\(i).wav"), seconds: 1) {
                #expect(reading.clip.samples.allSatisfy { abs($0) < 1.5 })
            }
        }
    }

    @Test func `each sound of a dataset is read once, and unreadable sounds are named`() throws {
        try AudioFile.write(AudioClip(samples: [0.5, 0.5]), to: scratch.path("a.wav"))
        let (a, b) = (AudioSource.file(scratch.path("a.wav")), AudioSource.file(scratch.path("b.wav")))
        let images = ImageSet(name: "two", height: 1, width: 1, channels: 1, pixels: [1, 2])
        let read = MultimodalSet(images: images, sounds: [[a, b], [a]]).readSounds(seconds: 1)
        #expect(Array(read.clips.keys) == [a] && read.faults.map(\.file) == [scratch.path("b.wav")])
    }
}
