/// What the two networks are trained for, as losses over the discriminator's logits, each (N, 1).
public enum Objective: String, Sendable, CaseIterable {
    /// Sigmoid cross entropy, the generator's against ones (the non-saturating loss of Goodfellow et al. 2014).
    case crossEntropy = "cross-entropy"
    /// Margins of 1 (Lim and Ye 2017; Miyato et al. 2018).
    case hinge
    /// Each generated image against a real one (Jolicoeur-Martineau 2019; Huang et al. 2024).
    case relativistic
    /// The difference of the means (Arjovsky et al. 2017); needs a penalty.
    case wasserstein

    /// True when the generator's loss depends on real images too.
    var isRelative: Bool { self == .relativistic }

    /// Averaged over each batch.
    func discriminatorLoss(realLogits: Tensor, fakeLogits: Tensor) -> Tensor {
        switch self {
        case .crossEntropy: (-realLogits).softplus.mean + fakeLogits.softplus.mean
        case .hinge: (1 - realLogits).leakyReLU(0).mean + (fakeLogits + 1).leakyReLU(0).mean
        case .relativistic: (fakeLogits - realLogits).softplus.mean
        case .wasserstein: fakeLogits.mean - realLogits.mean
        }
    }

    /// Averaged over the batch.
    func generatorLoss(realLogits: Tensor, fakeLogits: Tensor) -> Tensor {
        switch self {
        case .crossEntropy: (-fakeLogits).softplus.mean
        case .hinge, .wasserstein: -fakeLogits.mean
        case .relativistic: (realLogits - fakeLogits).softplus.mean
        }
    }
}
