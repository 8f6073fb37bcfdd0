// N batch, E extent of a joint space.

/// What the networks of a joint space learn besides drawing and telling what is drawn: that a picture and what is told of it belong together.
package enum Matching {
    /// Each picture's condition given to the one after it, (N, E): real pictures with these are what a discriminator is to refuse for the words
    /// alone (Reed et al. 2016, "Generative adversarial text to image synthesis").
    package static func othersConditions(_ condition: Tensor) -> Tensor {
        let N = condition.shape[0]
        return .concatenated([condition.sliced(axis: 0, 1..<N), condition.sliced(axis: 0, 0..<1)], axis: 0)
    }

    /// The cross entropy of "which of the batch's conditions was this picture drawn for?", asked of the encoder that the conditions come from,
    /// which stands still (Zhang et al. 2021, "Cross-modal contrastive learning for text-to-image generation").
    ///
    /// Pictures that were told nothing neither ask nor answer. Two that were told alike take from each other equally, which moves neither.
    /// - Parameters:
    ///   - seen: (N, E) the encoder's vectors of drawn pictures, of length 1.
    ///   - told: (N, E) the conditions that they were drawn for, of length 1, or zeros.
    package static func alignmentLoss(_ seen: Tensor, _ told: Tensor) -> Tensor {
        let N = told.shape[0], row: Shape = [N, 1]
        let isTold = told.squared.sum(to: row)
        let similarity = seen.matmul(told, transposeOther: true) / ContrastiveLoss.temperature
        // Similarities are at most 1 / temperature, so exponentials need no shift.
        let all = (similarity.exponential * isTold.reshaped([1, N])).sum(to: row) + 1e-12
        let own = (seen * told).sum(to: row) / ContrastiveLoss.temperature
        return ((all.logarithm - own) * isTold).sum / (isTold.sum + 1e-12)
    }
}
