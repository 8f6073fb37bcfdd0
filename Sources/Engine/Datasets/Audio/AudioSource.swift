/// The origin of a sound; equal sources are equal sounds.
package enum AudioSource: Sendable, Hashable {
    /// An audio file, by its path.
    case file(String)
    /// The generated sound of a shapes image; `take` numbers the variations for the same traits.
    case scene(SceneTraits, take: Int)
}
