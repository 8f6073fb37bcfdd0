// N batch, H height, W width, C channels.

/// What a generator that repairs learns besides its adversary: to give back the pixels that are gone, and what the discriminator sees in them.
public struct Reconstruction: Sendable, Equatable {
    /// Whether the discriminator's features count; without, its verdict and the pixels alone do.
    public var hasFeatures: Bool

    public init(hasFeatures: Bool) { self.hasFeatures = hasFeatures }

    /// Settings of the losses' weights, and the names of the graph's inputs that hold them; all may change while the run trains.
    public enum Weight: String, CaseIterable, Sendable {
        case pixels = "generator.pixels"
        case features = "generator.features"
        case adversary = "generator.adversary"
    }

    /// Those that count.
    public var weights: [Weight] { hasFeatures ? Weight.allCases : [.pixels, .adversary] }

    /// The mean squared difference where pixels are marked: the mean of all that would fit costs least (Pathak et al. 2016). Both (N, H·W·C), and
    /// equal where nothing is marked.
    func pixelLoss(_ made: Tensor, _ real: Tensor, marked: Tensor) -> Tensor { (made - real).squared.sum / (marked.sum + 1) }

    /// The mean over layers of the mean absolute difference of features.
    func featureLoss(_ made: [Tensor], _ real: [Tensor]) -> Tensor {
        zip(made, real).map { ($0 - $1.detached).absolute.mean }.reduce(made[0].graph.constant(0)) { $0 + $1 } / Float(made.count)
    }
}
