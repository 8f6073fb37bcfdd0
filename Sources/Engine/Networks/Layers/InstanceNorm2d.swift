package import Tensors

// N batch, H height, W width, C channels.

/// Instance normalisation (Ulyanov et al. 2016), (N, H, W, C): each channel of each image to mean 0 and variance 1 over
/// its pixels, then scaled and shifted (in PyTorch `affine=True`). The same in training and in use.
package struct InstanceNorm2d: Layer {
    let channels: Int
    private static let epsilon: Float = 1e-5

    package init(_ channels: Int) { self.channels = channels }

    package var parameters: [Parameter] {
        [
            Parameter(name: "weight", shape: [channels], initial: .ones),
            Parameter(name: "bias", shape: [channels], initial: .zeros),
        ]
    }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        let (N, H, W, C) = x.imageDimensions
        let pixels = x.reshaped([N, H * W, C]), perImage: Shape = [N, 1, C], count = Float(H * W)
        let centred = pixels - pixels.sum(to: perImage) / count
        let variance = centred.squared.sum(to: perImage) / count
        return (centred / (variance + Self.epsilon).squareRoot).reshaped(x.shape) * parameters[0] + parameters[1]
    }
}
