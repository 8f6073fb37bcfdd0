package import Tensors

// N samples, E dimension of the embedding space.

/// A batch of embeddings of one modality, and which samples have it.
package struct Embedded {
    /// (N, E), each of length 1.
    let vectors: Tensor
    /// (N, 1): 1 for a sample that has this modality, else 0.
    let presenceMask: Tensor

    package init(vectors: Tensor, presenceMask: Tensor) {
        (self.vectors, self.presenceMask) = (vectors, presenceMask)
    }
}

/// The InfoNCE loss between two modalities, in both directions (van den Oord et al. 2018, "Representation learning with
/// contrastive predictive coding"; Radford et al. 2021, "CLIP"), with any number of positives for a query (Khosla et
/// al. 2020, "Supervised contrastive learning").
///
/// A sample without one of the modalities is neither query nor key. Two samples of a class that share no caption and no
/// sound count as negatives. This adds variance, not bias: the texts of a class meet all of its images equally often.
package enum ContrastiveLoss {
    /// Divides the cosine similarities: a weight of e^10 for equal embeddings against 1 for orthogonal ones.
    package static let temperature: Float = 0.1

    package struct Result {
        /// Mean over all queries; 0 without any.
        package let loss: Tensor
        /// Mean probability of the positives, 0 to 1.
        package let probability: Tensor
    }

    /// - Parameter positiveMask: (N, N), 1 where the sample of `b` (column) matches the sample of `a` (row), else 0.
    package static func between(_ a: Embedded, _ b: Embedded, positiveMask: Tensor) -> Result {
        let N = positiveMask.shape[0]
        let similarity = a.vectors.matmul(b.vectors, transposeOther: true) / temperature
        let row: Shape = [N, 1], column: Shape = [1, N]
        // First the rows are the queries and the columns the keys, then the other way round.
        let forward = oneWay(
            similarity, positiveMask, queryMask: a.presenceMask,
            keyMask: b.presenceMask.reshaped(column), to: row)
        let backward = oneWay(
            similarity, positiveMask, queryMask: b.presenceMask.reshaped(column),
            keyMask: a.presenceMask, to: column)
        return Result(
            loss: (forward.loss + backward.loss) / 2,
            probability: (forward.probability + backward.probability) / 2)
    }

    /// - Parameter queries: the shape of (N, N) summed over the keys.
    private static func oneWay(
        _ similarity: Tensor, _ positiveMask: Tensor, queryMask: Tensor, keyMask: Tensor,
        to queries: Shape
    ) -> Result {
        // Similarities are at most 1 / temperature, so exponentials need no shift.
        let weights = similarity.exponential * keyMask
        let total = weights.sum(to: queries) + 1e-12
        let positives = positiveMask * keyMask * queryMask
        let positiveCount = positives.sum(to: queries)
        let divisor = positiveCount.maximum(similarity.graph.constant(1, queries))
        // 1 for each query with a positive, else 0.
        let isCounted = positiveCount / divisor
        let count = isCounted.sum.maximum(similarity.graph.constant(1))
        let mean = (positives * similarity).sum(to: queries) / divisor
        let logLikelihood = (mean - total.logarithm * isCounted).sum / count
        let probability = ((positives * weights).sum(to: queries) / total).sum / count
        return Result(loss: -logLikelihood, probability: probability)
    }
}
