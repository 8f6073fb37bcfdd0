package import Tensors

// N batch, H height, W width, C channels.

/// Images as vectors: (N, H, W, C) to (N, H · W · C).
package struct Flatten: Layer {
    package init() {}

    package var parameters: [Parameter] { [] }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        x.reshaped([x.shape[0], x.shape.count / x.shape[0]])
    }
}
