package import Tensors

// N batch, H height, W width, C channels.

/// Pixel shuffle (Shi et al. 2016): (N, H, W, C factor²) to (N, H factor, W factor, C).
package struct PixelShuffle: Layer {
    let factor: Int

    package init(_ factor: Int) { self.factor = factor }

    package var parameters: [Parameter] { [] }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        x.pixelShuffled(factor)
    }
}
