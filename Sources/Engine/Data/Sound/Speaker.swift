/// A way of speaking that espeak-ng has.
public struct Speaker: Sendable, Hashable {
    /// One of its voices, perhaps with a variant, e.g. "en-us+f3".
    public var voice: String
    /// Words in a minute, 80...450; 175 is usual.
    public var speed: Int
    /// 0...99; 50 is usual.
    public var pitch: Int

    public init(voice: String, speed: Int, pitch: Int) { (self.voice, self.speed, self.pitch) = (voice, speed, pitch) }
}

/// Who speaks the captions for training, and who those for testing: no voice, no speed and no pitch is in both.
public struct Speakers: Sendable {
    public var trained: [Speaker]
    public var heldOut: [Speaker]

    public init(trained: [Speaker], heldOut: [Speaker]) { (self.trained, self.heldOut) = (trained, heldOut) }

    /// 32 speakers to train with and 8 to test with: English of several regions, men and women.
    ///
    /// British is "en": espeak-ng 1.51 knows "en-gb" as a language only, and drops a variant behind it without a word.
    public static let standard = Speakers(
        trained: pairs(["en", "en+m2", "en+f1", "en+f2", "en-us", "en-us+m1", "en-us+m3", "en-us+f1", "en-us+f3",
                        "en-gb-scotland", "en-gb-scotland+f2", "en-gb-scotland+m6", "en-gb-x-rp+m4", "en-gb-x-rp+f1",
                        "en-gb-x-gbclan", "en-gb-x-gbclan+f3"],
                       speeds: [130, 150, 170, 190], pitches: [35, 50, 65], times: 2),
        heldOut: pairs(["en-gb-x-gbcwmd+m7", "en-gb-x-gbcwmd+f4", "en-us-nyc+m5", "en-029+f5"],
                       speeds: [115, 140, 180, 205], pitches: [42, 58], times: 2))

    /// The standard speeds and pitches in other voices; a quarter of these, at least one where there are two, is for testing.
    public init(voices: [String]) {
        precondition(!voices.isEmpty, "no voices")
        let held = voices.count == 1 ? 1 : max(1, voices.count / 4)
        let trained = voices.count == 1 ? voices : Array(voices.dropLast(held))
        self.init(trained: Self.pairs(trained, speeds: [130, 150, 170, 190], pitches: [35, 50, 65], times: 2),
                  heldOut: Self.pairs(Array(voices.suffix(held)), speeds: [115, 140, 180, 205], pitches: [42, 58], times: 2))
    }

    /// Each voice `times` times, never twice with the same speed, the speeds and pitches in turn.
    private static func pairs(_ voices: [String], speeds: [Int], pitches: [Int], times: Int) -> [Speaker] {
        (0..<times).flatMap { time in
            voices.enumerated().map { i, voice in
                Speaker(voice: voice, speed: speeds[(i + time) % speeds.count], pitch: pitches[(i + time) % pitches.count])
            }
        }
    }
}
