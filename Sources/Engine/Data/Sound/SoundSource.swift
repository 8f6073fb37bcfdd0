/// Where a sound comes from; two equal sources sound the same.
public enum SoundSource: Sendable, Hashable {
    /// A sound file, by its path.
    case file(String)
}
