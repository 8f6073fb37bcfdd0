package import Tensors

// N batch, F features.

/// The last layer of a projection discriminator (Miyato and Koyama 2018): features h (N, F) to logits w · h + b + (V c)
/// · h (N, 1), for the condition c.
package struct ProjectionHead: Layer {
    let features: Int
    let condition: Condition

    package init(_ features: Int, _ condition: Condition) { (self.features, self.condition) = (features, condition) }

    package var parameters: [Parameter] {
        let deviation = 1 / Float(features).squareRoot()
        return [
            Parameter(name: "weight", shape: [1, features], initial: .normal(deviation: deviation)),
            Parameter(name: "bias", shape: [1], initial: .zeros),
            Parameter(name: "embedding", shape: [features, condition.size], initial: .normal(deviation: deviation)),
        ]
    }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        let projection = context.condition(size: condition.size).matmul(parameters[2], transposeOther: true)
        return x.matmul(parameters[0], transposeOther: true) + parameters[1]
            + (projection * x).sum(to: [x.shape[0], 1])
    }
}
