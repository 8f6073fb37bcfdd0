package import Tensors

/// The losses of generator and discriminator, from logits (N, 1) or (N, patches).
package enum AdversarialLoss: String, Sendable, CaseIterable {
    /// Sigmoid cross entropy, the generator's in its non-saturating form (Goodfellow et al. 2014).
    case crossEntropy = "cross-entropy"
    /// Margins of 1 (Lim and Ye 2017; Miyato et al. 2018).
    case hinge
    /// The difference of a generated and a real logit (Jolicoeur-Martineau 2019; Huang et al. 2024).
    case relativistic
    /// The difference of the mean logits (Arjovsky et al. 2017); needs a gradient penalty.
    case wasserstein

    /// The mean over each batch.
    package func discriminatorLoss(realLogits: Tensor, fakeLogits: Tensor) -> Tensor {
        switch self {
        case .crossEntropy: (-realLogits).softplus.mean + fakeLogits.softplus.mean
        case .hinge: (1 - realLogits).leakyReLU(0).mean + (fakeLogits + 1).leakyReLU(0).mean
        case .relativistic: (fakeLogits - realLogits).softplus.mean
        case .wasserstein: fakeLogits.mean - realLogits.mean
        }
    }

    /// The mean over the batch; `realLogits` count for a relativistic loss only.
    package func generatorLoss(realLogits: Tensor, fakeLogits: Tensor) -> Tensor {
        switch self {
        case .crossEntropy: (-fakeLogits).softplus.mean
        case .hinge, .wasserstein: -fakeLogits.mean
        case .relativistic: (realLogits - fakeLogits).softplus.mean
        }
    }
}
