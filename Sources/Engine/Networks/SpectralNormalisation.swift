/// Spectral normalisation (Miyato et al. 2018): the layer's first parameter, a matrix (O, K), divided by an estimate of its largest
/// singular value, which one power iteration a pass keeps up to date.
public struct SpectralNormalisation: Layer {
    let layer: any Layer
    private let rows: Int

    public init(_ layer: any Layer) {
        self.layer = layer
        rows = layer.parameters[0].shape[0]
    }

    public var parameters: [Parameter] {
        layer.parameters + [Parameter(name: "weight_u", shape: [rows, 1], initial: .normal(deviation: 1), isLearned: false)]
    }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        let (matrix, kept) = (own[0], own[own.count - 1])
        // The directions are taken as given: no gradient flows through the iteration.
        let W = matrix.detached
        let v = Self.unit(W.matmul(kept, transposeSelf: true))
        let u = Self.unit(W.matmul(v))
        let largest = u.detached.matmul(matrix, transposeSelf: true).matmul(v.detached).reshaped(.scalar)
        if pass.isTraining { pass.replace(kept, with: u) }
        return layer(x, [matrix / largest] + own[1..<own.count - 1], &pass)
    }

    private static func unit(_ x: Tensor) -> Tensor { x / (x.squared.sum + 1e-12).squareRoot }
}
