// N batch, H height, W width, C channels.

/// What the layers make of x, behind x: (N, H, W, C) to (N, H, W, C + what the last layer has). Nested, they are an encoder and a
/// decoder with connections between equal sizes (Ronneberger et al. 2015, "U-Net").
public struct Skip: Layer {
    let body: Chain

    public init(_ body: [any Layer]) { self.body = Chain(body) }

    public var parameters: [Parameter] { body.parameters.map { $0.under("body") } }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        .concatenated([x, body(x, own, &pass)], axis: 3)
    }
}
