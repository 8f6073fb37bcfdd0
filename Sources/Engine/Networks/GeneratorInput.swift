// N batch, Z latent, H height, W width, C channels.

/// What a generator makes pictures from.
public enum GeneratorInput: Sendable, Equatable {
    /// Normal noise: (N, Z).
    case noise(Int)
    /// A damaged picture, and as one more channel where it is to be repaired: (N, H · W · (C + 1)), see `Damage`.
    case damagedPicture
}

extension Architecture {
    /// Numbers that the generator makes one picture from.
    public var inputExtent: Int {
        switch input {
        case .noise(let Z): Z
        case .damagedPicture: height * width * (channels + 1)
        }
    }

    /// Numbers of noise; 0 for a generator that repairs.
    public var latent: Int { if case .noise(let Z) = input { Z } else { 0 } }

    /// Whether the generator repairs pictures instead of drawing them.
    public var repairs: Bool { input == .damagedPicture }

    /// The generator's pictures (N, H·W·C). One that repairs changes nothing but what is marked.
    func pictures(from given: Tensor, _ weights: Weights, _ pass: inout Pass) -> Tensor {
        let made = generator(given, weights, &pass)
        guard let marked = marked(given) else { return made }
        let known = given.reshaped([given.shape[0], height * width, channels + 1]).sliced(axis: 2, 0..<channels).reshaped(made.shape)
        return known + (made - known) * marked
    }

    /// 1 for each number (N, H·W·C) of a damaged picture that is to be repaired, 0 for the others; nil for noise.
    func marked(_ given: Tensor) -> Tensor? {
        guard repairs else { return nil }
        let N = given.shape[0], cells = given.reshaped([N, height * width, channels + 1])
        return cells.sliced(axis: 2, channels..<channels + 1).broadcast(to: [N, height * width, channels]).reshaped([N, pixels])
    }
}
