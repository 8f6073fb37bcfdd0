package import Tensors

// N batch, H height, W width, C channels.

/// Feature-wise linear modulation (Perez et al. 2018), (N, H, W, C): each channel scaled and shifted by a linear
/// function of the condition. It starts as the identity.
package struct FiLM: Layer {
    let channels: Int
    let condition: Condition

    package init(_ channels: Int, _ condition: Condition) { (self.channels, self.condition) = (channels, condition) }

    package var parameters: [Parameter] {
        [Parameter(name: "embedding", shape: [2 * channels, condition.size], initial: .zeros)]
    }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        let modulation = context.condition(size: condition.size).matmul(parameters[0], transposeOther: true)
        func part(_ range: Range<Int>) -> Tensor {
            modulation.sliced(axis: 1, range).reshaped([x.shape[0], 1, 1, channels])
        }
        return x * (part(0..<channels) + 1) + part(channels..<2 * channels)
    }
}
