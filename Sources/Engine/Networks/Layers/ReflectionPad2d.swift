package import Tensors

// N batch, H height, W width, C channels.

/// Reflection padding: (N, H, W, C) to (N, H + 2 width, W + 2 width, C), mirrored at the border pixels, which are not
/// repeated.
package struct ReflectionPad2d: Layer {
    let width: Int

    package init(_ width: Int) { self.width = width }

    package var parameters: [Parameter] { [] }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        x.reflectionPadded(width)
    }
}
