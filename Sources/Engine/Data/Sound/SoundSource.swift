/// Where a sound comes from; two equal sources sound the same.
public enum SoundSource: Sendable, Hashable {
    /// A sound file, by its path.
    case file(String)
    /// The sound of a drawn picture, made where it is needed; `take` tells sounds of the same traits apart.
    case scene(SceneTraits, take: Int)
}
