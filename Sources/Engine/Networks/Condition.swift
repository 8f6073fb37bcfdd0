/// What kind of condition a network takes besides its input: a vector (N, `size`) for a batch.
package enum Condition: Sendable, Hashable {
    /// One of so many classes: 1 at the class's index, 0 elsewhere.
    case classes(Int)
    /// A unit vector of an embedding space of texts, sounds and images; zeros are unconditional.
    case embedding(Int)

    /// Dimensions of an image's condition vector.
    package var size: Int {
        switch self {
        case .classes(let count): count
        case .embedding(let size): size
        }
    }
}
