package import Tensors

// N batch, H height, W width, C channels.

/// Batch normalisation (Ioffe and Szegedy 2015), (N, H, W, C) or (N, C): each channel to mean 0 and variance 1 over
/// batch and pixels, then scaled and shifted.
///
/// Outside of training it uses running statistics, so that an image does not depend on the rest of its batch.
package struct BatchNorm2d: Layer {
    let channels: Int
    let scale: Parameter.Initial
    private static let epsilon: Float = 1e-5
    /// Weight of a batch in the running statistics.
    private static let momentum: Float = 0.1

    package init(_ channels: Int, scale: Parameter.Initial = .ones) { (self.channels, self.scale) = (channels, scale) }

    package var parameters: [Parameter] {
        [
            Parameter(name: "weight", shape: [channels], initial: scale),
            Parameter(name: "bias", shape: [channels], initial: .zeros),
            Parameter(name: "running_mean", shape: [channels], initial: .zeros, isTrainable: false),
            Parameter(name: "running_var", shape: [channels], initial: .ones, isTrainable: false),
        ]
    }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        guard context.isTraining else { return normalised(x, mean: parameters[2], variance: parameters[3], parameters) }
        let count = Float(x.shape.count / channels)
        let mean = x.sum(to: [channels]) / count
        let variance = (x - mean).squared.sum(to: [channels]) / count
        context.updateRunningStatistic(parameters[2], towards: mean, momentum: Self.momentum)
        context.updateRunningStatistic(
            parameters[3], towards: variance * (count / max(1, count - 1)), momentum: Self.momentum)
        return normalised(x, mean: mean, variance: variance, parameters)
    }

    private func normalised(_ x: Tensor, mean: Tensor, variance: Tensor, _ parameters: [Tensor]) -> Tensor {
        (x - mean) * (parameters[0] / (variance + Self.epsilon).squareRoot) + parameters[1]
    }
}
