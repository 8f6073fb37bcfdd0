import Datasets
import FoundationEssentials
import Glibc
import Testing

@Suite struct `Speech synthesis` {
    let scratch = ScratchFolder()

    private static let speakers = Speakers(
        trained: [Speaker(voice: "en-gb", speed: 150, pitch: 50), Speaker(voice: "en-us+f3", speed: 190, pitch: 35)],
        heldOut: [Speaker(voice: "en-029", speed: 115, pitch: 42)])

    /// A program that copies `sound` to its output file and logs its arguments in `calls`.
    private func speech(writing sound: String, exit code: Int = 0) throws -> SpeechSynthesizer {
        try AudioFile.write(AudioClip(samples: [Float](repeating: 0.1, count: 1600)), to: scratch.path("model.wav"))
        let script = "echo \"$@\" >> '\(scratch.path("calls"))'\ncp '\(sound)' \"$2\"\nexit \(code)"
        return SpeechSynthesizer(
            folder: scratch.path("speech"), speakers: Self.speakers, program: try scratch.program("speaker", script))
    }

    private func calls() throws -> [String] {
        String(decoding: (try? scratch.read("calls")) ?? [], as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func `each phrase is synthesized once for each speaker of its split, and cached`() throws {
        let speech = try speech(writing: scratch.path("model.wav"))
        let first = speech.synthesize(["a boot", "-x"], heldOut: false) { _ in }
        #expect(first.faults.map(\.description) == [])
        #expect(first.files.mapValues(\.count) == ["a boot": 2, "-x": 2])
        #expect(first.files.values.joined().allSatisfy { FileManager.default.fileExists(atPath: $0) })
        #expect(try calls().count == 4)
        #expect(try calls().contains { $0.hasSuffix("-v en-us+f3 -s 190 -p 35 -- a boot") })
        #expect(speech.synthesize(["a boot", "-x"], heldOut: false) { _ in }.files == first.files)
        #expect(try calls().count == 4)
        #expect(speech.synthesize(["a boot"], heldOut: true) { _ in }.files["a boot"]?.count == 1)
        #expect(try scratch.entries("speech").count == 5)
    }

    @Test func `phrases that differ in punctuation only have different files`() throws {
        let speech = try speech(writing: scratch.path("model.wav"))
        #expect(
            Set(speech.synthesize(["a-b", "a b", "靴", "👢"], heldOut: true) { _ in }.files.values.joined()).count == 4)
    }

    @Test func `a missing program gives no speech and one fault`() {
        let speech = SpeechSynthesizer(
            folder: scratch.path("speech"), speakers: Self.speakers, program: "no-such-program-anywhere")
        let spoken = speech.synthesize(["a boot"], heldOut: false) { _ in }
        #expect(
            spoken.files.isEmpty
                && spoken.faults.map(\.description) == [
                    "no-such-program-anywhere: not installed, so captions have no speech; run `apt install espeak-ng`"
                ])
    }

    @Test func `a program that fails or writes no audio is reported and leaves no file`() throws {
        let failing = try speech(writing: scratch.path("model.wav"), exit: 3).synthesize(["a"], heldOut: true) { _ in }
        #expect(
            failing.files.isEmpty && failing.faults.map(\.reason) == ["it failed with exit code 3 for 'a' as en-029"])
        let silent = try speech(writing: scratch.path("speaker")).synthesize(["a"], heldOut: true) { _ in }
        #expect(silent.files.isEmpty && silent.faults.count == 1)
        #expect(try scratch.entries("speech").isEmpty)
    }

    @Test func `no voice, speed or pitch is both in training and held out`() {
        for speakers in [
            Speakers.standard, Speakers(voices: ["a", "b", "c", "d", "e"]), Speakers(voices: ["a", "b"]),
        ] {
            #expect(Set(speakers.trained.map(\.voice)).isDisjoint(with: speakers.heldOut.map(\.voice)))
            #expect(Set(speakers.trained.map(\.speed)).isDisjoint(with: speakers.heldOut.map(\.speed)))
            #expect(Set(speakers.trained.map(\.pitch)).isDisjoint(with: speakers.heldOut.map(\.pitch)))
            #expect(
                Set(speakers.trained).count == speakers.trained.count
                    && Set(speakers.heldOut).count == speakers.heldOut.count)
        }
        #expect(Speakers.standard.trained.count == 32 && Speakers.standard.heldOut.count == 8)
    }

    @Test(.enabled(if: ExternalProgram.isInstalled("espeak-ng")))
    func `espeak-ng has every standard voice, each different`() throws {
        let speech = SpeechSynthesizer(folder: scratch.path("speech"))
        for heldOut in [false, true] {
            let spoken = speech.synthesize(["an ankle boot"], heldOut: heldOut) { _ in }
            #expect(spoken.faults.isEmpty)
            let files = try #require(spoken.files["an ankle boot"])
            let clips = try files.map { try AudioClip.read($0, seconds: 4).clip }
            #expect(clips.allSatisfy { $0.duration > 0.4 && $0.duration < 3 && ($0.samples.max() ?? 0) > 0.1 })
            #expect(Set(clips.map(\.samples)).count == files.count)
        }
    }
}
