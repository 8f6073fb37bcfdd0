/// What the two networks are trained for, as losses over the discriminator's logits, each (N, 1).
public enum Objective: String, Sendable, CaseIterable {
    /// Sigmoid cross entropy, the generator's against ones (the non-saturating loss of Goodfellow et al. 2014).
    case crossEntropy = "cross-entropy"

    /// -log σ(real) - log(1 - σ(fake)), averaged over each batch.
    func discriminatorLoss(realLogits: Tensor, fakeLogits: Tensor) -> Tensor {
        switch self {
        case .crossEntropy: (-realLogits).softplus.mean + fakeLogits.softplus.mean
        }
    }

    /// -log σ(fake), averaged over the batch.
    func generatorLoss(realLogits: Tensor, fakeLogits: Tensor) -> Tensor {
        switch self {
        case .crossEntropy: (-fakeLogits).softplus.mean
        }
    }
}
