package import Tensors

// N batch, H height, W width, C channels.

/// Average pooling over squares of `size` pixels: (N, H, W, C) to (N, H / size, W / size, C).
package struct AvgPool2d: Layer {
    let size: Int

    package init(_ size: Int) { self.size = size }

    package var parameters: [Parameter] { [] }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        x.averagePooled(size)
    }
}
