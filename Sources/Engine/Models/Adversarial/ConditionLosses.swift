import Conditioning
import Networks
package import Tensors

// N batch, E dimension of the embedding space.

/// What networks that are conditioned on an embedding learn besides: that image and condition match.
package struct ConditionLosses {
    /// The pretrained image encoder of the embedding space; its weights stay as they are.
    let encoder: Network

    /// Logits (N, 1) of real images with another image's condition, which the discriminator learns to reject (Reed et al. 2016, "Generative
    /// adversarial text to image synthesis").
    /// - Parameter features: what goes into the discriminator's last layer, which alone depends on the condition.
    func mismatchedLogits(
        _ discriminator: Network, _ weights: Weights, _ features: Tensor, _ condition: Tensor,
        _ context: inout ForwardContext
    ) -> Tensor {
        context.condition = Self.rolled(condition)
        defer { context.condition = condition }
        return discriminator.head(features, weights, &context)
    }

    /// The contrastive loss of generated images and their conditions under the frozen image encoder (Zhang et al. 2021, "Cross-modal
    /// contrastive learning for text-to-image generation").
    func contrastiveLoss(_ images: Tensor, _ condition: Tensor, in step: Step) -> Tensor {
        Self.contrastiveLoss(encoder(images, step.weights(encoder)), condition)
    }

    /// Each condition (N, E) moved to the image before it, the first to the last.
    package static func rolled(_ condition: Tensor) -> Tensor {
        let N = condition.shape[0]
        return .concatenated([condition.sliced(axis: 0, 1..<N), condition.sliced(axis: 0, 0..<1)], axis: 0)
    }

    /// Cross entropy of each image's own condition among all conditions of the batch.
    ///
    /// Unconditional images take no part. Two equal conditions draw an image equally, which moves it towards neither.
    /// - Parameters:
    ///   - embeddings: (N, E) of the images, of length 1.
    ///   - condition: (N, E) of length 1, or zeros for unconditional images.
    package static func contrastiveLoss(_ embeddings: Tensor, _ condition: Tensor) -> Tensor {
        let N = condition.shape[0], row: Shape = [N, 1]
        let isConditional = condition.squared.sum(to: row)
        let similarity = embeddings.matmul(condition, transposeOther: true) / ContrastiveLoss.temperature
        // Similarities are at most 1 / temperature, so exponentials need no shift.
        let all = (similarity.exponential * isConditional.reshaped([1, N])).sum(to: row) + 1e-12
        let own = (embeddings * condition).sum(to: row) / ContrastiveLoss.temperature
        return ((all.logarithm - own) * isConditional).sum / (isConditional.sum + 1e-12)
    }
}
