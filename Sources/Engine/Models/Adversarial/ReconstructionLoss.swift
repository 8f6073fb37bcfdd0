import Tensors

// N batch, H height, W width, C channels.

/// What a generator that repairs learns besides its adversary: the pixels that are missing, and the discriminator's features of them.
enum ReconstructionLoss {
    /// The mean squared difference where `mask` is 1 (Pathak et al. 2016); all (N, H · W · C), images equal outside the mask.
    static func pixel(_ repaired: Tensor, _ real: Tensor, mask: Tensor) -> Tensor {
        (repaired - real).squared.sum / (mask.sum + 1)
    }

    /// Feature matching: the mean over layers of the mean absolute difference of the discriminator's features (Wang et al. 2018).
    static func featureMatching(_ repaired: [Tensor], _ real: [Tensor]) -> Tensor {
        zip(repaired, real).map { ($0 - $1.detached).absolute.mean }.reduce(repaired[0].graph.constant(0)) { $0 + $1 }
            / Float(repaired.count)
    }
}
