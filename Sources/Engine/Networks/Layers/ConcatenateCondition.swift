package import Tensors

// N batch, Z latent dimensions.

/// Appends a linear embedding of the condition to the latent vector (Mirza and Osindero 2014): (N, Z) to (N, Z +
/// `embedding`).
package struct ConcatenateCondition: Layer {
    let condition: Condition
    let embedding: Int

    package init(_ condition: Condition, embedding: Int) { (self.condition, self.embedding) = (condition, embedding) }

    package var parameters: [Parameter] {
        // A condition has length 1, so its embedding starts with the variance of the noise.
        [Parameter(name: "embedding", shape: [embedding, condition.size], initial: .normal(deviation: 1))]
    }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        .concatenated(
            [x, context.condition(size: condition.size).matmul(parameters[0], transposeOther: true)], axis: 1)
    }
}
