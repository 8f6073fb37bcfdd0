/// A voice of espeak-ng with its speed and pitch.
package struct Speaker: Sendable, Hashable {
    /// A voice name, perhaps with a variant, e.g. "en-us+f3".
    package var voice: String
    /// Words a minute, 80...450; the default of espeak-ng is 175.
    package var speed: Int
    /// 0...99; the default of espeak-ng is 50.
    package var pitch: Int

    package init(voice: String, speed: Int, pitch: Int) { (self.voice, self.speed, self.pitch) = (voice, speed, pitch) }
}
