package import Tensors

/// Spectral normalisation (Miyato et al. 2018): the first parameter of `layer`, a matrix (O, K), divided by an estimate
/// of its largest singular value. One power iteration in each training pass updates the estimate.
package struct SpectralNorm: Layer {
    let layer: any Layer
    private let rows: Int

    package init(_ layer: any Layer) {
        self.layer = layer
        rows = layer.parameters[0].shape[0]
    }

    package var parameters: [Parameter] {
        layer.parameters + [
            Parameter(name: "weight_u", shape: [rows, 1], initial: .normal(deviation: 1), isTrainable: false)
        ]
    }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        let (weight, oldU) = (parameters[0], parameters[parameters.count - 1])
        // The singular vectors count as constants: no gradient flows through the iteration.
        let W = weight.detached
        let v = Self.normalised(W.matmul(oldU, transposeSelf: true))
        let u = Self.normalised(W.matmul(v))
        let largest = u.detached.matmul(weight, transposeSelf: true).matmul(v.detached).reshaped(.scalar)
        if context.isTraining { context.setBuffer(oldU, to: u) }
        return layer(x, [weight / largest] + parameters[1..<parameters.count - 1], &context)
    }

    private static func normalised(_ x: Tensor) -> Tensor { x / (x.squared.sum + 1e-12).squareRoot }
}
