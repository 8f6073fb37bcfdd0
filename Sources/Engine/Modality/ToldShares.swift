/// How often the networks of a joint space are told what of the pictures they train on.
struct ToldShares {
    /// Share of pictures of which they are told nothing.
    let untold: Float
    /// Share of the others of which they are told the picture's own vector, alone or with more.
    let own: Float

    /// Networks that draw are always told of a whole picture: in use an `InstancePrior` adds one to what is asked for.
    static let drawing = ToldShares(untold: 0, own: 1)
    /// Networks that repair see the picture but for its holes. Its own vector would tell them what is in these, while most people ask with words.
    static let repairing = ToldShares(untold: 0.1, own: 0.25)
}
