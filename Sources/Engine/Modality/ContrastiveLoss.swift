// N samples, E extent of the space.

/// Vectors of one kind for a batch, and which of them there are.
package struct Embedded {
    /// (N, E), each of length 1.
    let vectors: Tensor
    /// (N, 1): 1 where the sample has this kind, else 0.
    let isThere: Tensor

    package init(vectors: Tensor, isThere: Tensor) { (self.vectors, self.isThere) = (vectors, isThere) }
}

/// Brings what belongs together close and the rest apart: the cross entropy of "which of the others belongs to this one?"
/// (van den Oord et al. 2018; both ways between two kinds, Radford et al. 2021, "CLIP"), where several may belong
/// (Khosla et al. 2020, "Supervised contrastive learning").
///
/// Missing samples neither ask nor answer. Two of a class that are not known to belong together count as strangers; that costs
/// variance and no truth, for a class's texts meet all of its pictures equally often.
package enum ContrastiveLoss {
    /// Divides the cosines: with 1/10, near ones count e^10 times as much as unrelated ones.
    static let temperature: Float = 0.1

    package struct Result {
        /// Mean over all that ask; 0 where nobody does.
        package let loss: Tensor
        /// Mean probability given to what belongs.
        package let agreement: Tensor
    }

    /// - Parameter belongs: (N, N), 1 where sample column of `b` belongs to sample row of `a`.
    package static func between(_ a: Embedded, _ b: Embedded, belongs: Tensor) -> Result {
        let N = belongs.shape[0]
        let similarity = a.vectors.matmul(b.vectors, transposeOther: true) / temperature
        let row: Shape = [N, 1], column: Shape = [1, N]
        // Rows of a ask among b, and columns of b among a.
        let forward = asked(similarity, belongs, isAsking: a.isThere, isAnswer: b.isThere.reshaped(column), to: row)
        let backward = asked(similarity, belongs, isAsking: b.isThere.reshaped(column), isAnswer: a.isThere, to: column)
        return Result(loss: (forward.loss + backward.loss) / 2, agreement: (forward.agreement + backward.agreement) / 2)
    }

    /// - Parameter one: the shape that is left of (N, N) when the answers are summed over.
    private static func asked(_ similarity: Tensor, _ belongs: Tensor, isAsking: Tensor, isAnswer: Tensor, to one: Shape) -> Result {
        // Similarities are at most 1 / temperature, so exponentials need no shift.
        let weights = similarity.exponential * isAnswer
        let total = weights.sum(to: one) + 1e-12
        let wanted = belongs * isAnswer * isAsking
        let answers = wanted.sum(to: one)
        let some = answers.maximum(similarity.graph.constant(1, one))
        // 1 for each sample that asks and has an answer.
        let asks = answers / some
        let count = asks.sum.maximum(similarity.graph.constant(1))
        let likelihood = ((wanted * similarity).sum(to: one) / some - total.logarithm * asks).sum / count
        let share = ((wanted * weights).sum(to: one) / total).sum / count
        return Result(loss: -likelihood, agreement: share)
    }
}
