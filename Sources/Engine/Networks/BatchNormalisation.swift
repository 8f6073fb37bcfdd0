// N batch, H height, W width, C channels.

/// Batch normalisation (Ioffe and Szegedy 2015): each channel to mean 0 and variance 1 over batch and places, then scaled and shifted.
///
/// In use it takes running statistics, so that a picture does not depend on the others drawn with it.
public struct BatchNormalisation: Layer {
    let channels: Int
    let scale: Parameter.Initial
    private static let epsilon: Float = 1e-5
    /// Share of a batch in the running statistics.
    private static let share: Float = 0.1

    public init(_ channels: Int, scale: Parameter.Initial = .ones) { (self.channels, self.scale) = (channels, scale) }

    public var parameters: [Parameter] {
        [Parameter(name: "weight", shape: [channels], initial: scale),
         Parameter(name: "bias", shape: [channels], initial: .zeros),
         Parameter(name: "running_mean", shape: [channels], initial: .zeros, isLearned: false),
         Parameter(name: "running_var", shape: [channels], initial: .ones, isLearned: false)]
    }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        guard pass.isTraining else { return normalised(x, mean: own[2], variance: own[3], own) }
        let count = Float(x.shape.count / channels)
        let mean = x.sum(to: [channels]) / count
        let variance = (x - mean).squared.sum(to: [channels]) / count
        pass.move(own[2], towards: mean, by: Self.share)
        pass.move(own[3], towards: variance * (count / max(1, count - 1)), by: Self.share)
        return normalised(x, mean: mean, variance: variance, own)
    }

    private func normalised(_ x: Tensor, mean: Tensor, variance: Tensor, _ own: [Tensor]) -> Tensor {
        (x - mean) * (own[0] / (variance + Self.epsilon).squareRoot) + own[1]
    }
}
