package import Tensors

// N batch, H height, W width, C channels.

/// Vectors as images: (N, H · W · C) to (N, H, W, C).
package struct Unflatten: Layer {
    let height: Int, width: Int, channels: Int

    package init(height: Int, width: Int, channels: Int) {
        (self.height, self.width, self.channels) = (height, width, channels)
    }

    package var parameters: [Parameter] { [] }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        x.reshaped([x.shape[0], height, width, channels])
    }
}
