package import Tensors

// N batch, H height, W width, C channels.

/// x and body(x) concatenated along the channels: (N, H, W, C) to (N, H, W, C + channels of the body). Nested ones are
/// a U-Net, an encoder and a decoder with connections between equal sizes (Ronneberger et al. 2015).
///
/// Parameters are named `body.0.weight`.
package struct SkipConnection: Layer {
    let body: Sequential

    package init(_ body: [any Layer]) { self.body = Sequential(body) }

    package var parameters: [Parameter] { body.parameters.map { $0.prefixed("body") } }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        .concatenated([x, body(x, parameters, &context)], axis: 3)
    }
}
