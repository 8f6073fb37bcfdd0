package import Tensors

// N batch, H height, W width, C channels.

/// Enlarges images by interpolation, without parameters: (N, H, W, C) to (N, H factor, W factor, C).
package enum Upsample: Layer {
    case nearest(Int)
    /// By a factor of 2, as in PyTorch with `align_corners=False`.
    case bilinear

    package var parameters: [Parameter] { [] }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        switch self {
        case .nearest(let factor): x.upsampledNearest(factor)
        case .bilinear: x.upsampledBilinear()
        }
    }
}
