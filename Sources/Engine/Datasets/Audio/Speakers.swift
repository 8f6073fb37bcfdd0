/// The speakers of training captions and of test captions: no voice, speed or pitch is in both.
package struct Speakers: Sendable {
    package var trained: [Speaker]
    package var heldOut: [Speaker]

    package init(trained: [Speaker], heldOut: [Speaker]) { (self.trained, self.heldOut) = (trained, heldOut) }

    /// 32 training speakers and 8 test speakers: English of several regions, women and men.
    ///
    /// British is "en": espeak-ng 1.51 has "en-gb" as a language only, and ignores a variant after it.
    package static let standard = Speakers(
        trained: pairs(
            [
                "en", "en+m2", "en+f1", "en+f2", "en-us", "en-us+m1", "en-us+m3", "en-us+f1", "en-us+f3",
                "en-gb-scotland", "en-gb-scotland+f2", "en-gb-scotland+m6", "en-gb-x-rp+m4", "en-gb-x-rp+f1",
                "en-gb-x-gbclan", "en-gb-x-gbclan+f3",
            ],
            speeds: [130, 150, 170, 190], pitches: [35, 50, 65], times: 2),
        heldOut: pairs(
            ["en-gb-x-gbcwmd+m7", "en-gb-x-gbcwmd+f4", "en-us-nyc+m5", "en-029+f5"],
            speeds: [115, 140, 180, 205], pitches: [42, 58], times: 2))

    /// The standard speeds and pitches in other voices; the last quarter of the voices, at least one of two or more, is held out.
    package init(voices: [String]) {
        precondition(!voices.isEmpty, "no voices")
        let held = voices.count == 1 ? 1 : max(1, voices.count / 4)
        let trained = voices.count == 1 ? voices : Array(voices.dropLast(held))
        self.init(
            trained: Self.pairs(trained, speeds: [130, 150, 170, 190], pitches: [35, 50, 65], times: 2),
            heldOut: Self.pairs(Array(voices.suffix(held)), speeds: [115, 140, 180, 205], pitches: [42, 58], times: 2))
    }

    /// Each voice `times` times, each time at another speed, with the pitches in turn.
    private static func pairs(_ voices: [String], speeds: [Int], pitches: [Int], times: Int) -> [Speaker] {
        (0..<times).flatMap { time in
            voices.enumerated().map { i, voice in
                Speaker(
                    voice: voice, speed: speeds[(i + time) % speeds.count], pitch: pitches[(i + time) % pitches.count])
            }
        }
    }
}
